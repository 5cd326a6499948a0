import { useQuery } from '@tanstack/react-query';
import { getMe } from '../../api/account.ts';
import { Fact, Facts } from '../../design/facts.tsx';
import { Section } from '../../design/page.tsx';
import { useMe } from '../../live/use-live.ts';
import { canSentence, ROLE_WORDS } from '../../roles/role-words.ts';
import { ApiTokens } from './api-tokens.tsx';
import { Logins } from './logins.tsx';
import { PasswordForm } from './password-form.tsx';

/** `/settings/account`: what is a person's own. */
export function AccountSettings() {
  const me = useMe();
  const account = useQuery({ queryKey: ['me'], queryFn: ({ signal }) => getMe(signal), staleTime: 60_000 });
  const method = account.data?.loginMethod;
  return (
    <>
      <Section title="Account">
        <Facts>
          <Fact name="Name">{me?.name ?? '…'}</Fact>
          <Fact name="Role">
            {me && (
              <>
                {ROLE_WORDS[me.role].name}
                <span className="block text-ink-3 text-xs">{canSentence(me.role)}</span>
              </>
            )}
          </Fact>
          <Fact name="Logs in with">{method && METHODS[method]}</Fact>
        </Facts>
      </Section>
      {method === 'password' && (
        <Section title="Password" intro="Changing it ends your other logins.">
          <PasswordForm name={me?.name ?? ''} />
        </Section>
      )}
      <Logins />
      <ApiTokens />
    </>
  );
}

const METHODS = { password: 'A password', oidc: 'The identity provider' } as const;
