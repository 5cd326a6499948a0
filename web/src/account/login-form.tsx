import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useNavigate } from 'react-router';
import { logIn } from '../api/account.ts';
import { messageOf } from '../api/http.ts';
import { Button } from '../design/button.tsx';
import { TextField } from '../design/field.tsx';
import { FormError } from '../design/form-error.tsx';

export type LoginFormProps = {
  /** A page of ours. */
  returnTo: string;
  /** It is the first way to log in, and takes the focus. */
  first: boolean;
};

export function LoginForm({ returnTo, first }: LoginFormProps) {
  const navigate = useNavigate();
  const login = useMutation({
    mutationFn: logIn,
    onSuccess: () => navigate(returnTo, { replace: true }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    login.mutate({ name: String(form.get('name')).trim(), password: String(form.get('password')) });
  };
  return (
    <form className="space-y-4" onSubmit={submit}>
      <TextField
        label="Name"
        name="name"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        required
        autoFocus={first}
      />
      <TextField label="Password" name="password" type="password" autoComplete="current-password" required />
      {login.isError && <FormError>{messageOf(login.error)}</FormError>}
      <Button
        type="submit"
        variant={first ? 'primary' : 'plain'}
        className="w-full"
        pending={login.isPending}
      >
        Log in
      </Button>
    </form>
  );
}
