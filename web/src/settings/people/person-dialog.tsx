import type { Person } from '@drover/protocol';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { messageOf } from '../../api/http.ts';
import { deletePerson, editPerson } from '../../api/people.ts';
import { ConfirmDialog } from '../../design/dialog.tsx';
import { PEOPLE } from './keys.ts';

export type PersonAct = 'disable' | 'delete';

type Words = { verb: string; confirm: string; loss: (name: string) => string };

const WORDS: Record<PersonAct, Words> = {
  disable: {
    verb: 'Disable',
    confirm: 'Disable',
    loss: (name) =>
      `${name} is logged out everywhere at once and cannot log in; their API tokens are deleted. Sessions that they started go on. You can enable them again.`,
  },
  delete: {
    verb: 'Delete',
    confirm: 'Delete the account',
    loss: (name) =>
      `The account, its logins and its API tokens go, at once and for good. Sessions stay, and so do the lines of the audit log. To keep ${name} out for a while only, disable the account instead.`,
  },
};

export type PersonDialogProps = { person: Person; act: PersonAct; onClose: () => void };

/** Asks before somebody is shut out. */
export function PersonDialog({ person: { userId, name }, act, onClose }: PersonDialogProps) {
  const queries = useQueryClient();
  const { verb, confirm, loss } = WORDS[act];
  const change = useMutation({
    mutationFn: async () => {
      if (act === 'delete') await deletePerson(userId);
      else await editPerson(userId, { disabled: true });
    },
    onSuccess: () => {
      onClose();
      return queries.invalidateQueries({ queryKey: PEOPLE });
    },
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`${verb} ${name}?`}
      description={loss(name)}
      confirmLabel={confirm}
      pending={change.isPending}
      error={change.error && messageOf(change.error)}
      onConfirm={() => change.mutate()}
    />
  );
}
