import type { Login } from '@drover/protocol';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { endLogin, endOtherLogins, listLogins } from '../../api/account.ts';
import { messageOf } from '../../api/http.ts';
import { Loaded } from '../../api/loaded.tsx';
import { Button } from '../../design/button.tsx';
import { Chip } from '../../design/chip.tsx';
import { List, ListRow } from '../../design/list.tsx';
import { Section } from '../../design/page.tsx';
import { useToast } from '../../design/toast.tsx';
import { Ago } from '../../time/time-text.tsx';
import { browserWords } from './browser-words.ts';

const KEY = ['logins'];

/** Browsers in which the person is logged in. */
export function Logins() {
  const logins = useQuery({ queryKey: KEY, queryFn: ({ signal }) => listLogins(signal) });
  const others = logins.data?.logins.some(({ current }) => !current);
  return (
    <Section
      title="Logins"
      intro="Browsers in which you are logged in. Signing one out takes effect at once, also for its terminals."
      actions={others && <EndOthers />}
    >
      <Loaded query={logins} what="the logins" rows={2}>
        {(data) => (
          <List label="Logins">
            {[...data.logins].sort(currentFirst).map((login) => (
              <LoginRow key={login.loginId} login={login} />
            ))}
          </List>
        )}
      </Loaded>
    </Section>
  );
}

const currentFirst = (a: Login, b: Login) =>
  Number(b.current) - Number(a.current) || b.lastUsedAt - a.lastUsedAt;

function LoginRow({ login }: { login: Login }) {
  const { loginId, current, address, userAgent, createdAt, lastUsedAt } = login;
  const browser = browserWords(userAgent);
  const end = useEnding(() => endLogin(loginId), `${browser} is signed out.`);
  return (
    <ListRow>
      <div className="min-w-0 flex-1 basis-52">
        <p className="flex flex-wrap items-center gap-x-2 font-medium">
          <span className="min-w-0 truncate" title={userAgent ?? undefined}>
            {browser}
          </span>
          {current && <Chip tone="accent">This browser</Chip>}
        </p>
        <p className="text-ink-3 text-xs">
          {address ?? 'Unknown address'}, since <Ago at={createdAt} />
          {!current && (
            <>
              , last used <Ago at={lastUsedAt} />
            </>
          )}
        </p>
      </div>
      {!current && (
        <Button
          variant="quiet"
          pending={end.isPending}
          onClick={() => end.mutate()}
          aria-label={`Sign out ${browser}`}
        >
          Sign out
        </Button>
      )}
    </ListRow>
  );
}

function EndOthers() {
  const end = useEnding(endOtherLogins, 'All other browsers are signed out.');
  return (
    <Button pending={end.isPending} onClick={() => end.mutate()}>
      Sign out all others
    </Button>
  );
}

function useEnding(act: () => Promise<unknown>, done: string) {
  const toast = useToast();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSuccess: () => toast({ tone: 'good', text: done }),
    onError: (error) => toast({ tone: 'bad', text: `Not signed out. ${messageOf(error)}` }),
    onSettled: () => queries.invalidateQueries({ queryKey: KEY }),
  });
}
