import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { setUp } from '../api/account.ts';
import { messageOf } from '../api/http.ts';
import { Button } from '../design/button.tsx';
import { FormError } from '../design/form-error.tsx';
import { type AccountFaults, NameField, NewPasswordField, readAccount } from './new-account-fields.tsx';

export function SetupForm({ code }: { code: string }) {
  const navigate = useNavigate();
  const [faults, setFaults] = useState<AccountFaults>({});
  const setup = useMutation({ mutationFn: setUp, onSuccess: () => navigate('/', { replace: true }) });

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const { account, faults } = readAccount(new FormData(event.currentTarget));
    setFaults(faults ?? {});
    if (account) setup.mutate({ code, ...account });
  };

  return (
    <form className="space-y-4" onSubmit={submit} noValidate>
      <NameField error={faults.name} />
      <NewPasswordField error={faults.password} />
      {setup.isError && <FormError>{messageOf(setup.error)}</FormError>}
      <Button type="submit" variant="primary" className="w-full" pending={setup.isPending}>
        Create account
      </Button>
    </form>
  );
}
