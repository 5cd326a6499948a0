import type { Host, Session } from '@drover/protocol';
import { Button } from '../../design/button.tsx';
import { StatusDot } from '../../design/status-dot.tsx';
import { useMay } from '../../live/use-live.ts';
import { ResumeButton } from '../../sessions/resume-button.tsx';
import { statusSentence, statusTone, statusWord } from '../../sessions/session-words.ts';
import { formatMoment } from '../../time/format.ts';
import type { Around } from './terminal-window.tsx';

export type EndedBarProps = { session: Session; host: Host | undefined; around: Around };

/** Below the final screen: why and when it is final, and how to go on. */
export function EndedBar({ session, host, around }: EndedBarProps) {
  const mayOperate = useMay('operator');
  const { onBeside, onResumed } = around;
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-line border-t bg-surface px-4 py-1.5 text-sm">
      <p role="status" className="flex min-w-0 flex-1 flex-wrap items-center gap-x-3 gap-y-0.5">
        <StatusDot tone={statusTone(session)} />
        <span className="font-medium">{statusWord(session)}</span>
        <span className="min-w-0 text-ink-2">{statusSentence(session)}</span>
        {session.endedAt !== null && (
          <time className="tabular text-ink-3" dateTime={new Date(session.endedAt).toISOString()}>
            {formatMoment(session.endedAt)}
          </time>
        )}
      </p>
      {onBeside && session.git && (
        <Button variant="quiet" onClick={() => onBeside({ kind: 'changes' })}>
          Changes
        </Button>
      )}
      {mayOperate && <ResumeButton session={session} host={host} onResumed={onResumed} />}
    </div>
  );
}
