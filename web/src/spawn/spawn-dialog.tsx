import type { Host, Session } from '@drover/protocol';
import { type FormEvent, type KeyboardEvent, useEffect, useId, useRef } from 'react';
import { Button } from '../design/button.tsx';
import { Dialog, DialogBody, DialogFooter } from '../design/dialog.tsx';
import { Kbd } from '../design/kbd.tsx';
import { useHost } from '../live/use-live.ts';
import { useOpenTerminal } from '../windows/use-open-terminal.ts';
import { showFirstFault } from './show-fault.ts';
import { SpawnFields } from './spawn-fields.tsx';
import { draftFor, type SpawnChoice, useSpawn } from './use-spawn.ts';

export type { SpawnChoice };

export type SpawnDialogProps = {
  /** Where and what to start at first sight; null while the dialog is closed. */
  choice: SpawnChoice | null;
  onClose: () => void;
};

export function SpawnDialog({ choice, onClose }: SpawnDialogProps) {
  const host = useHost(choice?.hostId);
  return (
    <Dialog open={host !== undefined} onOpenChange={(open) => !open && onClose()} title="Start a session">
      {host && choice && <SpawnForm host={host} choice={choice} onClose={onClose} />}
    </Dialog>
  );
}

type SpawnFormProps = { host: Host; choice: SpawnChoice; onClose: () => void };

function SpawnForm({ host, choice, onClose }: SpawnFormProps) {
  const formId = useId();
  const open = useOpenTerminal();
  const spawned = ({ sessionId }: Session) => {
    onClose();
    open(sessionId);
  };
  const spawning = useSpawn(draftFor(host, choice), spawned);
  const { tries, refusal } = spawning;
  const form = useRef<HTMLFormElement>(null);
  // Not while somebody types: only what a try has come to.
  useEffect(() => {
    if ((tries > 0 || refusal) && form.current) showFirstFault(form.current);
  }, [tries, refusal]);
  return (
    <>
      <DialogBody>
        <form
          ref={form}
          id={formId}
          onSubmit={submitWith(spawning.submit)}
          onKeyDown={submitOnModEnter(spawning.submit)}
        >
          <SpawnFields spawning={spawning} />
        </form>
      </DialogBody>
      <DialogFooter>
        {spawning.faults.form && (
          <p role="alert" className="mr-auto min-w-0 text-bad-ink text-sm">
            {spawning.faults.form}
          </p>
        )}
        <Button variant="quiet" onClick={onClose}>
          Cancel
        </Button>
        <Button type="submit" form={formId} variant="primary" pending={spawning.pending}>
          {spawning.pending ? 'Starting…' : 'Start'}
          <span className="touch:hidden">
            <Kbd>⏎</Kbd>
          </span>
        </Button>
      </DialogFooter>
    </>
  );
}

const submitWith = (submit: () => void) => (event: FormEvent) => {
  event.preventDefault();
  submit();
};

/** Enter alone starts from every one-line field; in the prompt it makes a new line. */
const submitOnModEnter = (submit: () => void) => (event: KeyboardEvent) => {
  if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return;
  event.preventDefault();
  submit();
};
