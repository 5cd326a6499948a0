import type { HostId, RemoveWorktree, Worktree } from '@drover/protocol';
import { useState } from 'react';
import { messageOf } from '../api/http.ts';
import { TextField } from '../design/field.tsx';
import { FormDialog } from '../design/form-dialog.tsx';
import { RadioList } from '../design/radio-list.tsx';
import { useToast } from '../design/toast.tsx';
import { useRemoveWorktree, useRestoreWorktree } from './use-worktrees.ts';
import { holdings, stateOf, worktreeName } from './worktree-words.ts';

type Way = RemoveWorktree['how']['kind'];

const WAYS = [
  {
    value: 'if_clean',
    label: 'Only if nothing is lost',
    hint: 'It stays if it has changed, new or ignored files, or commits that nothing else has.',
  },
  {
    value: 'save',
    label: 'Save its state, then remove it',
    hint: 'Files and commits are kept in the repository, and can be restored from here as they are now.',
  },
  {
    value: 'discard',
    label: 'Discard all that is in it',
    hint: 'Files and commits that are nowhere else are gone for good.',
  },
] as const;

export type RemoveWorktreeDialogProps = { hostId: HostId; worktree: Worktree; onClose: () => void };

/** Says what would be lost, and asks what is to become of it. */
export function RemoveWorktreeDialog({ hostId, worktree, onClose }: RemoveWorktreeDialogProps) {
  const held = holdings(worktree);
  const name = worktreeName(worktree);
  const [way, setWay] = useState<Way>(held.length > 0 ? 'save' : 'if_clean');
  const [typed, setTyped] = useState('');
  const toast = useToast();
  const remove = useRemoveWorktree(hostId);
  const restore = useRestoreWorktree(hostId);
  const submit = () =>
    remove.mutate(
      { path: worktree.path, how: way === 'discard' ? { kind: way, typed: typed.trim() } : { kind: way } },
      {
        onSuccess: ({ rescue }) => {
          onClose();
          toast({
            tone: 'good',
            text: rescue ? `${name} is removed, and its state is saved.` : `${name} is removed.`,
            ...(rescue && {
              action: {
                label: 'Restore',
                onClick: () => restore.mutate({ project: rescue.project, ref: rescue.ref }),
              },
            }),
          });
        },
      },
    );
  return (
    <FormDialog
      title={`Remove the worktree ${name}?`}
      description={<span className="break-all font-mono text-xs">{worktree.path}</span>}
      submitLabel="Remove the worktree"
      danger
      pending={remove.isPending}
      disabled={way === 'discard' && typed.trim() !== name}
      error={remove.error && messageOf(remove.error)}
      onSubmit={submit}
      onClose={onClose}
    >
      <p className="text-sm">
        {held.length > 0 ? `It has ${held.join(', and ')}.` : `${stateOf(worktree).words}.`}
      </p>
      <RadioList label="How" value={way} options={WAYS} onChange={setWay} />
      {way === 'discard' && (
        <TextField
          label={`Type “${name}” to go on`}
          value={typed}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          onChange={(event) => setTyped(event.target.value)}
        />
      )}
    </FormDialog>
  );
}
