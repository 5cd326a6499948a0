import type { Session } from '@drover/protocol';
import { StatusDot } from '../../design/status-dot.tsx';
import { statusSentence, statusTone, statusWord } from '../../sessions/session-words.ts';
import { formatMoment } from '../../time/format.ts';

/** Below the final screen: why and when it is final. */
export const EndedBar = ({ session }: { session: Session }) => (
  <div
    role="status"
    className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-0.5 border-line border-t bg-surface px-4 py-2 text-sm"
  >
    <StatusDot tone={statusTone(session)} />
    <span className="font-medium">{statusWord(session)}</span>
    <span className="min-w-0 text-ink-2">{statusSentence(session)}</span>
    {session.endedAt !== null && (
      <span className="text-ink-3 tabular">
        <time dateTime={new Date(session.endedAt).toISOString()}>{formatMoment(session.endedAt)}</time>
      </span>
    )}
  </div>
);
