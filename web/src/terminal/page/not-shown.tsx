import type { Host, Session } from '@drover/protocol';
import type { ReactNode } from 'react';
import { Spinner } from '../../design/spinner.tsx';
import { deletedWords, revokedWords } from '../../hosts/host-words.ts';
import type { Phase } from '../attachment/phase.ts';

export type NotShownProps = {
  phase: Phase | undefined;
  session: Session;
  host: Host | undefined;
  hostDeleted: boolean;
};

/** In place of a screen that was never received: why there is none, or that it is on its way. */
export function NotShown({ phase, session, host, hostDeleted }: NotShownProps) {
  if (hostDeleted) return <Centred>{deletedWords(host)}</Centred>;
  switch (phase?.kind) {
    case 'refused':
      return <Centred>{refusalWords(session, phase.problem.message)}</Centred>;
    case 'waiting-for-host':
      return <Centred>{waitingWords(host)}</Centred>;
    case 'detached':
      return <Centred>Its screen is shown as soon as the hub can be reached.</Centred>;
    default:
      return (
        <Centred>
          <Spinner />
          {session.status === 'starting' ? 'Starting' : 'Attaching'}
        </Centred>
      );
  }
}

function waitingWords(host: Host | undefined): string {
  if (host?.access === 'revoked') return revokedWords(host);
  return `Its screen is shown as soon as ${host?.name ?? 'its host'} is back.`;
}

function refusalWords(session: Session, problem: string): string {
  if (session.status === 'starting') return 'Its host is starting it. It will appear here.';
  if (session.status === 'failed') return 'It never ran, so there is no screen to show.';
  return problem;
}

const Centred = ({ children }: { children: ReactNode }) => (
  <div
    role="status"
    className="absolute inset-0 flex items-center justify-center gap-2 px-6 text-center text-ink-2 text-sm"
  >
    {children}
  </div>
);
