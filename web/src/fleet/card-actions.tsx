import { type Host, hasEnded, type Session } from '@drover/protocol';
import { Eye, SquareArrowOutUpRight } from 'lucide-react';
import { Button } from '../design/button.tsx';
import { Tooltip } from '../design/tooltip.tsx';
import { useMay } from '../live/use-live.ts';
import { ResumeButton } from '../sessions/resume-button.tsx';
import { Ago } from '../time/time-text.tsx';
import { useOpenTerminal } from '../windows/use-open-terminal.ts';
import { ArchiveButton } from './archive-button.tsx';
import { CardMenu } from './card-menu.tsx';
import { SessionRuntime } from './session-runtime.tsx';
import { StopButton } from './stop-button.tsx';

export function CardActions({ session, host }: { session: Session; host: Host }) {
  const open = useOpenTerminal();
  const ended = hasEnded(session.status);
  const mayOperate = useMay('operator');
  return (
    <div className="mt-auto flex flex-wrap items-center gap-1.5 p-1.5 pl-3 text-xs">
      <span className="flex min-w-14 touch:min-w-20 flex-1 items-center gap-2 truncate text-ink-3">
        {ended ? (
          session.endedAt !== null && <EndedAt at={session.endedAt} />
        ) : (
          <>
            <SessionRuntime session={session} host={host} />
            <Viewers count={session.viewers} />
          </>
        )}
      </span>
      <span className="ml-auto flex items-center gap-1">
        <CardMenu session={session} host={host} />
        {mayOperate && ended && <ArchiveButton session={session} />}
        {mayOperate && !ended && <StopButton session={session} host={host} />}
        {mayOperate && ended && <ResumeButton session={session} host={host} />}
        {session.status !== 'failed' && (
          <Button onClick={() => open(session.sessionId)}>
            {openWord(ended, mayOperate)}
            <SquareArrowOutUpRight size={13} className="text-ink-3" aria-hidden="true" />
          </Button>
        )}
      </span>
    </div>
  );
}

export const openWord = (ended: boolean, mayOperate: boolean): string => {
  if (ended) return 'View';
  return mayOperate ? 'Attach' : 'Watch';
};

const EndedAt = ({ at }: { at: number }) => (
  <span className="truncate">
    <span className="sr-only">Ended </span>
    <Ago at={at} />
  </span>
);

function Viewers({ count }: { count: number }) {
  if (count === 0) return null;
  const words = count === 1 ? '1 terminal shows this' : `${count} terminals show this`;
  return (
    <Tooltip text={words}>
      <span className="tabular inline-flex items-center gap-1">
        <Eye size={13} aria-hidden="true" />
        {count}
        <span className="sr-only">: {words}</span>
      </span>
    </Tooltip>
  );
}
