import type { Session } from '@drover/protocol';
import { TriangleAlert } from 'lucide-react';
import { useHost, useSession } from '../live/use-live.ts';
import { sessionLabel } from '../sessions/session-words.ts';
import { useOpenTerminal } from '../windows/use-open-terminal.ts';

/** What went otherwise at its start than was asked for, and which session it goes on with. */
export const CardNotes = ({ session }: { session: Session }) => (
  <>
    {session.notice !== null && (
      <p className="flex items-start gap-1.5 py-0.5 text-warn-ink text-xs">
        <TriangleAlert size={12} className="mt-0.5 shrink-0" aria-hidden="true" />
        <span className="line-clamp-2 min-w-0 break-words" title={session.notice}>
          {session.notice}
        </span>
      </p>
    )}
    {session.resumedFrom !== null && <ResumedFrom sessionId={session.resumedFrom} />}
  </>
);

/** Once the ended session was archived, there is nothing to lead to. */
function ResumedFrom({ sessionId }: { sessionId: string }) {
  const from = useSession(sessionId);
  const host = useHost(from?.hostId);
  const open = useOpenTerminal();
  if (!from) return null;
  return (
    <p className="flex h-5 items-center text-ink-3 text-xs">
      <button
        type="button"
        onClick={() => open(sessionId)}
        className="touch:-my-3 touch:h-11 truncate rounded text-left hover:text-ink hover:underline"
      >
        Goes on with “{sessionLabel(from, host)}”
      </button>
    </p>
  );
}
