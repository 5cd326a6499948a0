import type { HostId, Worktree } from '@drover/protocol';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { messageOf } from '../api/http.ts';
import { removeWorktree } from '../api/worktrees.ts';
import { ConfirmDialog } from '../design/dialog.tsx';
import { useToast } from '../design/toast.tsx';
import { worktreesQuery } from './use-worktrees.ts';
import { worktreeName } from './worktree-words.ts';

export type RemoveCleanDialogProps = { hostId: HostId; worktrees: readonly Worktree[]; onClose: () => void };

/** Removes all of a host's worktrees with which nothing is lost. The host looks at each again before. */
export function RemoveCleanDialog({ hostId, worktrees, onClose }: RemoveCleanDialogProps) {
  const queries = useQueryClient();
  const toast = useToast();
  const remove = useMutation({
    mutationFn: () => removeAll(hostId, worktrees),
    onSettled: () => queries.invalidateQueries(worktreesQuery(hostId)),
    onSuccess: (stayed) => {
      const removed = worktrees.length - stayed.length;
      onClose();
      toast({
        tone: stayed.length > 0 ? 'bad' : 'good',
        text: [`${countOf(removed)} removed.`, ...stayed].join(' '),
      });
    },
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Remove ${countOf(worktrees.length)}?`}
      description={`Clean, and nobody works in them: ${worktrees.map(worktreeName).join(', ')}. One that is not clean any more stays.`}
      confirmLabel="Remove them"
      pending={remove.isPending}
      error={remove.error && messageOf(remove.error)}
      onConfirm={() => remove.mutate()}
    />
  );
}

/** One after the other; answers why some stayed. */
async function removeAll(hostId: HostId, worktrees: readonly Worktree[]): Promise<string[]> {
  const stayed: string[] = [];
  for (const worktree of worktrees) {
    const wish = { path: worktree.path, how: { kind: 'if_clean' } } as const;
    await removeWorktree(hostId, wish).catch((error: unknown) => {
      stayed.push(`${worktreeName(worktree)} stays: ${messageOf(error)}`);
    });
  }
  return stayed;
}

const countOf = (count: number): string => (count === 1 ? '1 worktree' : `${count} worktrees`);
