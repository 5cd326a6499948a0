import type { Host, Session } from '@drover/protocol';
import { ArrowRight, RotateCw } from 'lucide-react';
import { Button } from '../design/button.tsx';
import { useToast } from '../design/toast.tsx';
import { Tooltip } from '../design/tooltip.tsx';
import { useFleetValue } from '../live/use-live.ts';
import { useResume } from '../spawn/use-resume.ts';
import { useOpenTerminal } from '../windows/use-open-terminal.ts';
import { resumable } from './resume-words.ts';
import { sessionLabel } from './session-words.ts';
import { successorOf } from './succession.ts';
import { useSessionLabel } from './use-session-label.ts';

export type ResumeButtonProps = {
  session: Session;
  host: Host | undefined;
  /** What is done with the session that goes on; by default its terminal is opened. */
  onResumed?: (next: Session) => void;
};

/** The way to go on with an ended session; once somebody has done so, the way to what goes on. */
export function ResumeButton(props: ResumeButtonProps) {
  const successor = useFleetValue(({ sessions }) => successorOf(props.session, sessions.values()));
  return successor ? <GoesOnButton {...props} successor={successor} /> : <TakeUpButton {...props} />;
}

function GoesOnButton({ successor, onResumed }: ResumeButtonProps & { successor: Session }) {
  const open = useOpenTerminal();
  const label = useSessionLabel(successor);
  return (
    <Button
      variant="quiet"
      className="min-w-0 max-w-64 shrink"
      onClick={() => (onResumed ? onResumed(successor) : open(successor.sessionId))}
    >
      <span className="truncate">Goes on in “{label}”</span>
      <ArrowRight size={13} className="shrink-0" aria-hidden="true" />
    </Button>
  );
}

/** One click takes up the conversation again; where that cannot be, it tells why. */
function TakeUpButton({ session, host, onResumed }: ResumeButtonProps) {
  const { resume, pending } = useResume(session, onResumed);
  const toast = useToast();
  const can = resumable(session, host);
  if (can.kind === 'none') return null;
  const why = can.kind === 'unable' ? can.why : null;
  return (
    <Tooltip text={why ?? 'Go on with its conversation where it ran'}>
      <Button
        variant={can.kind === 'able' && can.urged ? 'primary' : 'plain'}
        aria-label={`Resume ${sessionLabel(session, host)}`}
        aria-disabled={why !== null}
        pending={pending}
        onClick={() => (why === null ? resume() : toast({ tone: 'accent', text: why }))}
      >
        <RotateCw size={13} aria-hidden="true" />
        Resume
      </Button>
    </Tooltip>
  );
}
