import { type NewApiToken, NewApiTokenBody, type Role } from '@drover/protocol';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { makeApiToken } from '../../api/account.ts';
import { messageOf } from '../../api/http.ts';
import { CodeBlock } from '../../design/code-block.tsx';
import { Field, TextField } from '../../design/field.tsx';
import { FormDialog } from '../../design/form-dialog.tsx';
import { SecretBox } from '../../design/secret-box.tsx';
import { SecretDialog } from '../../design/secret-dialog.tsx';
import { Select } from '../../design/select.tsx';
import { useMe } from '../../live/use-live.ts';
import { RoleSelect } from '../../roles/role-select.tsx';
import { API_TOKENS } from './api-tokens.tsx';

const NEVER = 'never';

const EXPIRIES = [
  { value: '7', label: '7 days' },
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: '1 year' },
  { value: NEVER, label: 'Never', note: 'Until you delete it' },
] as const;

/** Asks what the token is for, then shows its secret this once. */
export function NewTokenDialog({ onClose }: { onClose: () => void }) {
  const [made, setMade] = useState<NewApiToken | null>(null);
  return made ? (
    <TokenSecret made={made} onClose={onClose} />
  ) : (
    <TokenForm onMade={setMade} onClose={onClose} />
  );
}

function TokenForm({ onMade, onClose }: { onMade: (made: NewApiToken) => void; onClose: () => void }) {
  const me = useMe();
  const [name, setName] = useState('');
  const [scope, setScope] = useState<Role>('viewer');
  const [expiry, setExpiry] = useState('90');
  const [fault, setFault] = useState<string | null>(null);
  const queries = useQueryClient();
  const make = useMutation({
    mutationFn: makeApiToken,
    onSuccess: (made) => {
      onMade(made);
      return queries.invalidateQueries({ queryKey: API_TOKENS });
    },
  });
  const submit = () => {
    const body = NewApiTokenBody.safeParse({ name, scope, days: expiry === NEVER ? null : Number(expiry) });
    setFault(body.success ? null : `The name ${body.error.issues[0]?.message}.`);
    if (body.success) make.mutate(body.data);
  };
  return (
    <FormDialog
      title="New API token"
      submitLabel="Make the token"
      pending={make.isPending}
      error={make.error && messageOf(make.error)}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label="Name"
        placeholder="nightly report"
        value={name}
        autoComplete="off"
        data-autofocus
        onChange={(event) => setName(event.target.value)}
        error={fault}
      />
      <Field label="It may do what this role may">
        {(ids) => <RoleSelect {...ids} value={scope} onChange={setScope} upTo={me?.role ?? 'viewer'} />}
      </Field>
      <Field label="Expires after">
        {(ids) => <Select {...ids} value={expiry} onChange={setExpiry} options={EXPIRIES} />}
      </Field>
    </FormDialog>
  );
}

function TokenSecret({ made, onClose }: { made: NewApiToken; onClose: () => void }) {
  return (
    <SecretDialog title={`Token “${made.token.name}”`} onClose={onClose}>
      <SecretBox label="The token" secret={made.secret}>
        Copy it now: the hub keeps only a hash of it. If you lose it, make another one.
      </SecretBox>
      <CodeBlock label="Try it" text={tryLines(made.secret)} wrap />
    </SecretDialog>
  );
}

/** The header in a file: a command line can be read by everybody on the machine. */
const tryLines = (secret: string): string =>
  [
    `(umask 077; printf 'Authorization: Bearer %s\\n' '${secret}' > ~/.drover-header)`,
    `curl -H @"$HOME/.drover-header" ${window.location.origin}/api/sessions`,
  ].join('\n');
