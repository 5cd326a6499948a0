import type { Invite } from '@drover/protocol';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { messageOf } from '../api/http.ts';
import { acceptInvite } from '../api/people.ts';
import { Button } from '../design/button.tsx';
import { FormError } from '../design/form-error.tsx';
import { type AccountFaults, NameField, NewPasswordField, readAccount } from './new-account-fields.tsx';

/** For `reset`, the account has its name already. */
export function InviteForm({ code, invite }: { code: string; invite: Invite }) {
  const navigate = useNavigate();
  const [faults, setFaults] = useState<AccountFaults>({});
  const accept = useMutation({
    mutationFn: acceptInvite,
    onSuccess: () => navigate('/', { replace: true }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { account, faults } = readAccount(new FormData(event.currentTarget), invite.name);
    setFaults(faults ?? {});
    if (account) accept.mutate({ code, ...account });
  };
  return (
    <form className="space-y-4" onSubmit={submit} noValidate>
      {invite.name === null ? (
        <NameField error={faults.name} />
      ) : (
        <input type="text" name="username" autoComplete="username" defaultValue={invite.name} hidden />
      )}
      <NewPasswordField error={faults.password} />
      {accept.isError && <FormError>{messageOf(accept.error)}</FormError>}
      <Button type="submit" variant="primary" className="w-full" pending={accept.isPending}>
        {invite.kind === 'join' ? 'Create account' : 'Set the password'}
      </Button>
    </form>
  );
}
