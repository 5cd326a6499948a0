import { useMutation } from '@tanstack/react-query';
import type { FormEvent } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { z } from 'zod';
import { logIn } from '../api/account.ts';
import { messageOf } from '../api/http.ts';
import { Button } from '../design/button.tsx';
import { TextField } from '../design/field.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { AccountFrame, FormError } from './account-frame.tsx';

/** Where to go after the login: only ever to a page of ours. */
const ReturnTo = z.object({ returnTo: z.string().regex(/^\/(?!\/)/) });

export function LoginPage() {
  usePageTitle('Log in');
  const navigate = useNavigate();
  const { state } = useLocation();
  const login = useMutation({
    mutationFn: logIn,
    onSuccess: () => navigate(ReturnTo.safeParse(state).data?.returnTo ?? '/', { replace: true }),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    login.mutate({ name: String(form.get('name')).trim(), password: String(form.get('password')) });
  };
  return (
    <AccountFrame title="Log in">
      <form className="space-y-4" onSubmit={submit}>
        <TextField
          label="Name"
          name="name"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          autoFocus
        />
        <TextField
          label="Password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
        />
        {login.isError && <FormError>{messageOf(login.error)}</FormError>}
        <Button type="submit" variant="primary" className="w-full" pending={login.isPending}>
          Log in
        </Button>
      </form>
    </AccountFrame>
  );
}
