import { Password, UserName } from '@drover/protocol';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { useNavigate } from 'react-router';
import { setUp } from '../api/account.ts';
import { messageOf } from '../api/http.ts';
import { Button } from '../design/button.tsx';
import { TextField } from '../design/field.tsx';
import { FormError } from './account-frame.tsx';

type Faults = { name?: string | undefined; password?: string | undefined };

export function SetupForm({ code }: { code: string }) {
  const navigate = useNavigate();
  const [faults, setFaults] = useState<Faults>({});
  const setup = useMutation({ mutationFn: setUp, onSuccess: () => navigate('/', { replace: true }) });

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const name = UserName.safeParse(String(form.get('name')).trim());
    const password = Password.safeParse(String(form.get('password')));
    setFaults({
      name: name.error && `The name ${name.error.issues[0]?.message}.`,
      password: password.error && `The password ${password.error.issues[0]?.message}.`,
    });
    if (name.success && password.success) setup.mutate({ code, name: name.data, password: password.data });
  };

  return (
    <form className="space-y-4" onSubmit={submit} noValidate>
      <TextField
        label="Name"
        name="name"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        hint="Small letters, digits, dots, dashes."
        error={faults.name}
      />
      <TextField
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        hint="At least 10 characters."
        error={faults.password}
      />
      {setup.isError && <FormError>{messageOf(setup.error)}</FormError>}
      <Button type="submit" variant="primary" className="w-full" pending={setup.isPending}>
        Create account
      </Button>
    </form>
  );
}
