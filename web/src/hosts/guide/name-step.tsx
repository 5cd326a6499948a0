import { HostName, type RegisteredHost } from '@drover/protocol';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { registerHost } from '../../api/hosts.ts';
import { Button } from '../../design/button.tsx';
import { TextField } from '../../design/field.tsx';
import { type NameFaults, nameFaultsOf } from './name-faults.ts';

export type NameStepProps = {
  /** `token` is the host's, whoever made it. */
  onRegistered: (host: RegisteredHost['host'], token: string | null) => void;
};

/** What to call the host, and for who wants it a token of their own. */
export function NameStep({ onRegistered }: NameStepProps) {
  const [faults, setFaults] = useState<NameFaults>({});
  const register = useMutation({
    mutationFn: registerHost,
    onSuccess: ({ host, host_token }, asked) => onRegistered(host, host_token ?? asked.host_token ?? null),
    onError: (error) => setFaults(nameFaultsOf(error)),
  });
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const name = HostName.safeParse(form.get('name'));
    const token = String(form.get('token') ?? '').trim();
    if (!name.success) return setFaults({ name: `The name ${name.error.issues[0]?.message}.` });
    setFaults({});
    register.mutate({ name: name.data, ...(token && { host_token: token }) });
  };
  return (
    <form onSubmit={submit} noValidate className="max-w-md space-y-4">
      <TextField
        label="Name"
        name="name"
        placeholder="atlas"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        autoFocus
        hint="What you call this machine."
        error={faults.name}
      />
      <details open={faults.token !== undefined || undefined} className="text-sm">
        <summary className="w-fit touch:min-h-11 cursor-pointer rounded text-ink-2 hover:text-ink">
          More
        </summary>
        <TextField
          className="mt-2"
          label="Token of your own"
          name="token"
          type="password"
          autoComplete="off"
          hint="Leave it empty, and the hub makes a good one. Yours needs at least 16 characters that nobody can guess."
          error={faults.token}
        />
      </details>
      {faults.form && (
        <p role="alert" className="text-bad-ink text-sm">
          {faults.form}
        </p>
      )}
      <Button type="submit" variant="primary" pending={register.isPending}>
        Register the host
      </Button>
    </form>
  );
}
