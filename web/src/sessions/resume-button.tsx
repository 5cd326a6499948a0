import type { Host, Session } from '@drover/protocol';
import { RotateCw } from 'lucide-react';
import { Button } from '../design/button.tsx';
import { useToast } from '../design/toast.tsx';
import { Tooltip } from '../design/tooltip.tsx';
import { useResume } from '../spawn/use-resume.ts';
import { resumable } from './resume-words.ts';
import { sessionLabel } from './session-words.ts';

export type ResumeButtonProps = {
  session: Session;
  host: Host | undefined;
  /** What is done with the session that goes on; by default its terminal is opened. */
  onResumed?: (next: Session) => void;
};

/** One click takes up the conversation of an ended session again; where that cannot be, it tells why. */
export function ResumeButton({ session, host, onResumed }: ResumeButtonProps) {
  const { resume, pending } = useResume(session, onResumed);
  const toast = useToast();
  const can = resumable(session, host);
  if (can.kind === 'none') return null;
  const why = can.kind === 'unable' ? can.why : null;
  return (
    <Tooltip text={why ?? 'Go on with its conversation where it ran'}>
      <Button
        variant={can.kind === 'able' && can.urged ? 'primary' : 'plain'}
        aria-label={`Resume ${sessionLabel(session)}`}
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
