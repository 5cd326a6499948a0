import { hasEnded, type Session } from '@drover/protocol';
import { cx } from '../design/cx.ts';
import { usePicture } from '../live/use-live.ts';
import { SessionPicture } from '../picture/session-picture.tsx';
import { statusSentence, statusTone } from '../sessions/session-words.ts';
import { useSessionLabel } from '../sessions/use-session-label.ts';
import { useOpenTerminal } from '../windows/use-open-terminal.ts';

export type CardScreenProps = { session: Session; hostOnline: boolean };

/** The small live screen; a click opens the real one. Under it, for an ended session, how it ended. */
export function CardScreen({ session, hostOnline }: CardScreenProps) {
  const open = useOpenTerminal();
  const label = useSessionLabel(session);
  const drawn = usePicture(session.sessionId) !== undefined;
  const ended = hasEnded(session.status);
  const expected = !ended && hostOnline;
  return (
    <button
      type="button"
      // The card's Attach button does the same by name; twice in the tab order would be a nuisance.
      tabIndex={-1}
      aria-hidden="true"
      onClick={() => open(session.sessionId)}
      className={cx(
        'relative grid w-full flex-1 overflow-hidden border-line border-y bg-screen',
        drawn || expected ? 'aspect-[15/8]' : 'min-h-14',
      )}
    >
      <SessionPicture
        sessionId={session.sessionId}
        label={`Screen of ${label}`}
        className={cx('transition-opacity', !expected && 'opacity-45')}
      />
      {!drawn && !ended && <NoPicture>{whyNoPicture(session, hostOnline)}</NoPicture>}
      {ended && <HowItEnded session={session} drawn={drawn} />}
    </button>
  );
}

function whyNoPicture(session: Session, hostOnline: boolean): string {
  if (!hostOnline) return 'No picture while its host is offline';
  return session.status === 'starting' ? 'Starting…' : 'No picture yet';
}

const NoPicture = ({ children }: { children: string }) => (
  <span className="place-self-center px-6 py-3 text-ink-3 text-xs">{children}</span>
);

const INKS = {
  bad: 'text-bad-ink',
  warn: 'text-warn-ink',
  good: 'text-ink-2',
  accent: 'text-ink-2',
  neutral: 'text-ink-2',
} as const;

function HowItEnded({ session, drawn }: { session: Session; drawn: boolean }) {
  const place = drawn
    ? 'absolute inset-x-0 bottom-0 border-line border-t bg-surface/92 px-3 py-1.5 text-left'
    : 'place-self-center px-6 py-3 text-center';
  return (
    <span className={cx('text-xs', place, INKS[statusTone(session)])}>
      <span className="line-clamp-4 break-words">{statusSentence(session)}</span>
    </span>
  );
}
