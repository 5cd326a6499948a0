import { Password, UserName } from '@drover/protocol';
import { TextField } from '../design/field.tsx';

export type AccountFaults = { name?: string | undefined; password?: string | undefined };

export type NewAccount = { name: string; password: string };

/**
 * What a form of these fields holds, or what is wrong with it.
 * @param fixedName of an account that has a name already
 */
export function readAccount(
  form: FormData,
  fixedName: string | null = null,
): { account: NewAccount; faults: null } | { account: null; faults: AccountFaults } {
  const name = UserName.safeParse(fixedName ?? String(form.get('name')).trim());
  const password = Password.safeParse(String(form.get('password')));
  if (name.success && password.success)
    return { account: { name: name.data, password: password.data }, faults: null };
  return {
    account: null,
    faults: {
      name: name.error && `The name ${name.error.issues[0]?.message}.`,
      password: password.error && `The password ${password.error.issues[0]?.message}.`,
    },
  };
}

export const NameField = ({ error }: { error: string | undefined }) => (
  <TextField
    label="Name"
    name="name"
    autoComplete="username"
    autoCapitalize="none"
    spellCheck={false}
    autoFocus
    hint="Small letters, digits, dots, dashes."
    error={error}
  />
);

export const NewPasswordField = ({ error }: { error: string | undefined }) => (
  <TextField
    label="Password"
    name="password"
    type="password"
    autoComplete="new-password"
    hint="At least 10 characters."
    error={error}
  />
);
