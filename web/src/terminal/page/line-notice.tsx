import type { Host } from '@drover/protocol';
import { CloudOff } from 'lucide-react';
import type { ReactNode } from 'react';
import { cx } from '../../design/cx.ts';
import { deletedWords, revokedWords } from '../../hosts/host-words.ts';
import { useConnectionState } from '../../live/use-live.ts';
import { useNow } from '../../time/use-time.ts';
import type { Phase } from '../attachment/phase.ts';

export type LineNoticeProps = { phase: Phase; host: Host | undefined; hostDeleted: boolean };

/** Says why the screen may not be current, over the last one, which stays. */
export function LineNotice({ phase, host, hostDeleted }: LineNoticeProps) {
  if (hostDeleted && phase.kind !== 'ended') return <Notice>{deletedWords(host)}</Notice>;
  switch (phase.kind) {
    case 'detached':
      return <HubAway since={phase.since} />;
    case 'waiting-for-host':
      return host?.access === 'revoked' ? (
        <Notice>{revokedWords(host)}</Notice>
      ) : (
        <Notice>
          Host {host?.name ?? 'of this session'} has been offline for <Elapsed since={phase.since} />. What
          you type is not delivered.
        </Notice>
      );
    case 'attaching':
      return <Notice late>Catching up. What you type is not delivered.</Notice>;
    case 'refused':
      return <Notice>{phase.problem.message}</Notice>;
    case 'live':
    case 'ended':
      return null;
  }
}

function HubAway({ since }: { since: number }) {
  const { obstacle } = useConnectionState();
  if (obstacle === 'page-outdated') return <Outdated />;
  return (
    <Notice>
      {obstacle === 'socket-blocked' ? 'A proxy blocks WebSocket' : 'Hub unreachable'} for{' '}
      <Elapsed since={since} />. What you type is not delivered.
    </Notice>
  );
}

const Outdated = () => (
  <Notice>
    Drover was upgraded.{' '}
    <button type="button" className="rounded font-medium underline" onClick={() => window.location.reload()}>
      Reload
    </button>{' '}
    to go on.
  </Notice>
);

/** @param props.late appears only if it is still true after a second */
const Notice = ({ children, late = false }: { children: ReactNode; late?: boolean }) => (
  <div
    role="status"
    className={cx(
      'pointer-events-auto flex items-center gap-2 rounded-lg bg-warn-soft px-3 py-1.5 text-sm text-warn-ink shadow-float',
      late ? 'animate-[fade-in_200ms_1s_both]' : 'animate-[fade-in_200ms]',
    )}
  >
    <CloudOff size={15} className="shrink-0" aria-hidden="true" />
    <span>{children}</span>
  </div>
);

/** Not announced each second. */
function Elapsed({ since }: { since: number }) {
  const seconds = Math.max(0, Math.floor((useNow() - since) / 1_000));
  const words = seconds < 120 ? `${seconds} s` : `${Math.floor(seconds / 60)} min`;
  return (
    <span className="tabular" aria-live="off">
      {words}
    </span>
  );
}
