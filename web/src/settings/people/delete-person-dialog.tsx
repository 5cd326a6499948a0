import type { Person } from '@drover/protocol';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { messageOf } from '../../api/http.ts';
import { deletePerson } from '../../api/people.ts';
import { ConfirmDialog } from '../../design/dialog.tsx';
import { PEOPLE } from './keys.ts';

export function DeletePersonDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const queries = useQueryClient();
  const remove = useMutation({
    mutationFn: () => deletePerson(person.userId),
    onSuccess: () => {
      onClose();
      return queries.invalidateQueries({ queryKey: PEOPLE });
    },
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Delete ${person.name}?`}
      description={`The account, its logins and its API tokens go, at once and for good. Sessions stay, and so do the lines of the audit log. To keep ${person.name} out for a while only, disable the account instead.`}
      confirmLabel="Delete the account"
      pending={remove.isPending}
      error={remove.error && messageOf(remove.error)}
      onConfirm={() => remove.mutate()}
    />
  );
}
