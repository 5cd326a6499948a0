import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { Navigate, useLocation, useSearchParams } from 'react-router';
import { z } from 'zod';
import { getLoginOptions, getMe, getSetupState } from '../api/account.ts';
import { Banner } from '../design/banner.tsx';
import { FormError } from '../design/form-error.tsx';
import { Skeleton } from '../design/skeleton.tsx';
import { useLive } from '../live/use-live.ts';
import { usePageTitle } from '../shell/page-title.ts';
import { AccountFrame } from './account-frame.tsx';
import { LoginForm } from './login-form.tsx';
import { problemWords } from './login-problems.ts';
import { OidcButton } from './oidc-button.tsx';

/** Where to go after the login: only ever to a page of ours. */
const ReturnTo = z.object({ returnTo: z.string().regex(/^\/(?![/\\])/) });

export function LoginPage() {
  usePageTitle('Log in');
  useForgetLastPerson();
  const { state } = useLocation();
  const [query] = useSearchParams();
  const returnTo = ReturnTo.safeParse(state).data?.returnTo ?? '/';
  const isLoggedIn = useIsLoggedIn();
  const options = useQuery({ queryKey: ['login-options'], queryFn: ({ signal }) => getLoginOptions(signal) });
  const oidc = options.data?.oidc;
  const problem = query.get('problem');

  if (isLoggedIn) return <Navigate to={returnTo} replace />;
  return (
    <AccountFrame title="Log in">
      <NotSetUp />
      <div className="space-y-5">
        {problem && <FormError>{problemWords(problem)}</FormError>}
        {options.isPending && <Loading />}
        {oidc && (
          <>
            <OidcButton name={oidc.name} returnTo={returnTo} />
            <Or />
          </>
        )}
        {!options.isPending && <LoginForm returnTo={returnTo} first={!oidc} />}
      </div>
    </AccountFrame>
  );
}

/** Whether this browser is logged in already; while nobody knows, the form stands. */
function useIsLoggedIn(): boolean {
  const me = useQuery({
    queryKey: ['me-at-login'],
    queryFn: ({ signal }) => getMe(signal),
    staleTime: 0,
    gcTime: 0,
  });
  return me.isSuccess;
}

/** What one person was told is not the next one's to see. */
function useForgetLastPerson(): void {
  const { fleet } = useLive();
  const queries = useQueryClient();
  useEffect(() => {
    fleet.clear();
    // Those of this page are active.
    queries.removeQueries({ type: 'inactive' });
  }, [fleet, queries]);
}

const Loading = () => (
  <div className="space-y-4" role="status" aria-label="Loading">
    <Skeleton className="h-13" />
    <Skeleton className="h-13" />
    <Skeleton className="h-8" />
  </div>
);

const Or = () => (
  <div className="flex items-center gap-3 text-ink-3 text-xs before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
    or with a password
  </div>
);

/** A hub without accounts cannot be logged in to. */
function NotSetUp() {
  const setup = useQuery({ queryKey: ['setup'], queryFn: ({ signal }) => getSetupState(signal) });
  if (!setup.data?.open) return null;
  return (
    <Banner tone="info" className="-mx-1 mb-5 items-start rounded-md px-3">
      This hub has no account yet. The first is made with the set-up link, which the hub prints in its
      terminal and writes into its log when it starts.
    </Banner>
  );
}
