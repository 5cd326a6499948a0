import { branchFromTask } from '@drover/protocol';
import { useQuery } from '@tanstack/react-query';
import { Combobox } from '../design/combobox.tsx';
import { Field, TextField } from '../design/field.tsx';
import { Select } from '../design/select.tsx';
import { SwitchField } from '../design/switch-field.tsx';
import { worktreesQuery } from '../worktrees/use-worktrees.ts';
import { SetupNote } from './setup-note.tsx';
import { pathOf } from './spawn-terms.ts';
import type { Spawning } from './use-spawn.ts';
import { uncommittedWords, worktreeSentence } from './worktree-advice.ts';
import { NEW, worktreeOptions, worktreesOf } from './worktree-options.ts';

/** Whether it works in files of its own, and in which. */
export function WorktreeFields({ spawning }: { spawning: Spawning }) {
  const { draft, change, faults, advice, others, terms } = spawning;
  return (
    <div className="space-y-3">
      <SwitchField
        label="Own worktree"
        checked={terms.worktree}
        disabled={!advice.possible && !terms.worktree}
        onChange={(ownWorktree) => change({ ownWorktree, ...(!ownWorktree && { worktreePath: '' }) })}
        note={worktreeSentence(draft, advice, others)}
        error={faults.worktree}
      />
      {terms.worktree && (
        <div className="space-y-3 border-line border-l-2 pl-3">
          <WhichWorktree spawning={spawning} />
          {!draft.worktreePath && <NewWorktree spawning={spawning} />}
        </div>
      )}
    </div>
  );
}

/** A new one or one of the project's; nothing where there is none to go on in. */
function WhichWorktree({ spawning: { draft, change, project } }: { spawning: Spawning }) {
  const { data } = useQuery(worktreesQuery(draft.hostId));
  const existing = worktreesOf(data?.worktrees ?? [], pathOf(draft, project));
  const known = existing.some(({ path }) => path === draft.worktreePath);
  if (existing.length === 0 && !draft.worktreePath) return null;
  return (
    <Field label="Worktree" hint={draft.worktreePath || undefined}>
      {(ids) => (
        <Select
          {...ids}
          value={draft.worktreePath || NEW}
          onChange={(chosen) => change({ worktreePath: chosen === NEW ? '' : chosen, ownWorktree: true })}
          options={[
            ...worktreeOptions(existing),
            ...(draft.worktreePath && !known
              ? [{ value: draft.worktreePath, label: draft.worktreePath }]
              : []),
          ]}
        />
      )}
    </Field>
  );
}

function NewWorktree({ spawning }: { spawning: Spawning }) {
  const { draft, change, faults, project } = spawning;
  const details = project.state === 'known' ? project.details : null;
  const branches = details?.branches ?? [];
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2">
        <TextField
          label="New branch"
          value={draft.branch}
          placeholder={branchFromTask(draft.task) ?? 'Named by the host'}
          onChange={(event) => change({ branch: event.target.value })}
          error={faults.branch}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
        <Field label="From" error={faults.base}>
          {(ids) => (
            <Combobox
              {...ids}
              value={draft.base}
              onChange={(base) => change({ base })}
              options={branches.map((branch) => ({ value: branch, label: branch }))}
              isOwnText={(text) => branches.includes(text)}
              placeholder={details?.git?.branch ?? 'What is checked out'}
            />
          )}
        </Field>
      </div>
      {details?.git && details.git.changedFiles > 0 && (
        <p className="text-ink-3 text-xs">{uncommittedWords(details.git.changedFiles)}</p>
      )}
      {details && <SetupNote spawning={spawning} details={details} />}
    </>
  );
}
