import type { Person } from '@drover/protocol';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { messageOf } from '../../api/http.ts';
import { editPerson } from '../../api/people.ts';
import { ConfirmDialog } from '../../design/dialog.tsx';
import { PEOPLE } from './keys.ts';

export function DisablePersonDialog({ person, onClose }: { person: Person; onClose: () => void }) {
  const queries = useQueryClient();
  const disable = useMutation({
    mutationFn: () => editPerson(person.userId, { disabled: true }),
    onSuccess: () => {
      onClose();
      return queries.invalidateQueries({ queryKey: PEOPLE });
    },
  });
  return (
    <ConfirmDialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Disable ${person.name}?`}
      description={`${person.name} is logged out everywhere at once and cannot log in; their API tokens are deleted. Sessions that they started go on. You can enable them again.`}
      confirmLabel="Disable"
      pending={disable.isPending}
      error={disable.error && messageOf(disable.error)}
      onConfirm={() => disable.mutate()}
    />
  );
}
