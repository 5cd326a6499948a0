import { hasEnded, type Session } from '@drover/protocol';
import { cx } from '../design/cx.ts';
import { usePicture } from '../live/use-live.ts';
import { SessionPicture } from '../picture/session-picture.tsx';
import { sessionLabel, statusSentence, statusTone } from '../sessions/session-words.ts';
import { useOpenTerminal } from '../windows/use-open-terminal.ts';

/** The small live screen; a click opens the real one. Under it, for an ended session, how it ended. */
export function CardScreen({ session }: { session: Session }) {
  const open = useOpenTerminal();
  const drawn = usePicture(session.sessionId) !== undefined;
  const ended = hasEnded(session.status);
  return (
    <button
      type="button"
      // The card's Attach button does the same by name; twice in the tab order would be a nuisance.
      tabIndex={-1}
      aria-hidden="true"
      onClick={() => open(session.sessionId)}
      className="relative block aspect-[15/8] w-full overflow-hidden border-line border-y bg-screen"
    >
      <SessionPicture
        sessionId={session.sessionId}
        label={`Screen of ${sessionLabel(session)}`}
        className={cx('transition-opacity', ended && 'opacity-45')}
      />
      {!ended && !drawn && (
        <Waiting>{session.status === 'starting' ? 'Starting…' : 'No picture yet'}</Waiting>
      )}
      {ended && <HowItEnded session={session} drawn={drawn} />}
    </button>
  );
}

const Waiting = ({ children }: { children: string }) => (
  <span className="absolute inset-0 grid place-items-center text-ink-3 text-xs">{children}</span>
);

function HowItEnded({ session, drawn }: { session: Session; drawn: boolean }) {
  const tone = statusTone(session);
  return (
    <span className={cx('absolute inset-0 flex', drawn ? 'items-end' : 'items-center justify-center')}>
      <span
        className={cx(
          'line-clamp-4 max-w-full break-words text-xs',
          drawn ? 'w-full border-line border-t bg-surface/92 px-3 py-1.5 text-left' : 'px-6 text-center',
          tone === 'bad' ? 'text-bad-ink' : tone === 'warn' ? 'text-warn-ink' : 'text-ink-2',
        )}
      >
        {statusSentence(session)}
      </span>
    </span>
  );
}
