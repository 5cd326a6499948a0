import type { ProjectDetails, ProjectSetup } from '@drover/protocol';
import { CheckField } from '../design/check-field.tsx';
import { WithCode } from '../design/with-code.tsx';
import type { Spawning } from './use-spawn.ts';

export type SetupNoteProps = { spawning: Spawning; details: ProjectDetails };

/** What a project asks for in each new worktree, word for word. Nothing of it is done unless the person agrees. */
export function SetupNote({ spawning: { change, terms, faults }, details }: SetupNoteProps) {
  const { setup, setupFault } = details;
  if (setupFault)
    return (
      <p className="break-words text-warn-ink text-xs">
        Its set-up is left out, for <code className="font-mono">.drover.yaml</code> cannot be used:{' '}
        <WithCode text={setupFault} />
      </p>
    );
  if (!setup) return null;
  return (
    <section aria-label="Set-up" className="space-y-2 rounded-md border border-line p-2.5">
      <p className="text-ink-2 text-xs">
        The project’s <code className="font-mono">.drover.yaml</code> asks for this in each new worktree:
      </p>
      <SetupList setup={setup} />
      <CheckField
        label="I have read it: do this first"
        hint="Remembered here until it asks for something else."
        checked={terms.setup === setup.hash}
        onChange={(agreed) => change({ setup: agreed ? setup.hash : '' })}
      />
      {faults.setup && (
        <p role="alert" className="text-bad-ink text-xs">
          {faults.setup}
        </p>
      )}
    </section>
  );
}

const SetupList = ({ setup: { copy, run } }: { setup: ProjectSetup }) => (
  <dl className="max-h-40 space-y-1 overflow-y-auto text-xs">
    {copy.length > 0 && <SetupPart name="Copy" lines={copy} />}
    {run.length > 0 && <SetupPart name="Run" lines={run} />}
  </dl>
);

const SetupPart = ({ name, lines }: { name: string; lines: readonly string[] }) => (
  <div className="flex gap-2">
    <dt className="w-9 shrink-0 text-ink-2">{name}</dt>
    <dd className="min-w-0 flex-1">
      {lines.map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines may repeat, and keep their order
        <code key={index} className="block whitespace-pre-wrap break-words font-mono">
          {line}
        </code>
      ))}
    </dd>
  </div>
);
