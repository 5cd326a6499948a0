import { Password } from '@drover/protocol';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { changePassword } from '../../api/account.ts';
import { messageOf } from '../../api/http.ts';
import { Button } from '../../design/button.tsx';
import { TextField } from '../../design/field.tsx';
import { FormError } from '../../design/form-error.tsx';
import { useToast } from '../../design/toast.tsx';

/** @param props.name for password managers, which must know whose password it is */
export function PasswordForm({ name }: { name: string }) {
  const form = useRef<HTMLFormElement>(null);
  const [fault, setFault] = useState<string | null>(null);
  const toast = useToast();
  const queries = useQueryClient();
  const change = useMutation({
    mutationFn: changePassword,
    onSuccess: () => {
      form.current?.reset();
      toast({ tone: 'good', text: 'The password is changed.' });
      return queries.invalidateQueries({ queryKey: ['logins'] });
    },
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const next = Password.safeParse(String(data.get('next')));
    setFault(next.success ? null : `The password ${next.error.issues[0]?.message}.`);
    if (next.success) change.mutate({ current: String(data.get('current')), next: next.data });
  };
  return (
    <form ref={form} onSubmit={submit} noValidate className="max-w-sm space-y-4">
      <input type="text" name="username" autoComplete="username" defaultValue={name} hidden />
      <TextField label="Current password" name="current" type="password" autoComplete="current-password" />
      <TextField
        label="New password"
        name="next"
        type="password"
        autoComplete="new-password"
        hint="At least 10 characters."
        error={fault}
      />
      {change.isError && <FormError>{messageOf(change.error)}</FormError>}
      <Button type="submit" pending={change.isPending}>
        Change the password
      </Button>
    </form>
  );
}
