import type { NewInvite, Role } from '@drover/protocol';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { messageOf } from '../../api/http.ts';
import { makeInvite } from '../../api/people.ts';
import { Field } from '../../design/field.tsx';
import { FormDialog } from '../../design/form-dialog.tsx';
import { RoleSelect } from '../../roles/role-select.tsx';
import { INVITES } from './keys.ts';

export type NewInviteDialogProps = { onMade: (made: NewInvite) => void; onClose: () => void };

export function NewInviteDialog({ onMade, onClose }: NewInviteDialogProps) {
  const [role, setRole] = useState<Role>('operator');
  const queries = useQueryClient();
  const make = useMutation({
    mutationFn: () => makeInvite(role),
    onSuccess: (made) => {
      onMade(made);
      return queries.invalidateQueries({ queryKey: INVITES });
    },
  });
  return (
    <FormDialog
      title="Invite somebody"
      description="Makes a link with which one person makes an account of their own."
      submitLabel="Make the link"
      pending={make.isPending}
      error={make.error && messageOf(make.error)}
      onSubmit={() => make.mutate()}
      onClose={onClose}
    >
      <Field label="Role">{(ids) => <RoleSelect {...ids} value={role} onChange={setRole} />}</Field>
      {role !== 'viewer' && (
        <p className="text-ink-2 text-sm">
          Who can type into a session can run anything on its machine, as the user who started the daemon
          there.
        </p>
      )}
    </FormDialog>
  );
}
