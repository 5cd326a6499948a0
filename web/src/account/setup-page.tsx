import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { getSetupState } from '../api/account.ts';
import { messageOf } from '../api/http.ts';
import { Button } from '../design/button.tsx';
import { FormError } from '../design/form-error.tsx';
import { Skeleton } from '../design/skeleton.tsx';
import { usePageTitle } from '../shell/page-title.ts';
import { AccountFrame } from './account-frame.tsx';
import { codeInAddress } from './code-in-address.ts';
import { SetupForm } from './setup-form.tsx';

export function SetupPage() {
  usePageTitle('Set up');
  const [code] = useState(codeInAddress);
  const setup = useQuery({
    queryKey: ['setup'],
    queryFn: ({ signal }) => getSetupState(signal),
    staleTime: 0,
  });

  if (setup.isPending) return <Loading />;
  if (setup.isError)
    return <Unreachable message={messageOf(setup.error)} onRetry={() => void setup.refetch()} />;
  if (!setup.data.open) return <Closed />;
  if (!code) return <NoCode />;
  return (
    <AccountFrame
      title="Set up Drover"
      intro="This makes the first account of this hub. Whoever logs in with it can start agents on your machines and type into them, so choose a password that you use nowhere else."
    >
      <SetupForm code={code} />
    </AccountFrame>
  );
}

const Loading = () => (
  <AccountFrame title="Set up Drover">
    <div className="space-y-4" role="status" aria-label="Loading">
      <Skeleton className="h-9" />
      <Skeleton className="h-9" />
      <Skeleton className="h-9" />
    </div>
  </AccountFrame>
);

const Unreachable = ({ message, onRetry }: { message: string; onRetry: () => void }) => (
  <AccountFrame title="Set up Drover">
    <div className="space-y-4">
      <FormError>{message}</FormError>
      <Button className="w-full" onClick={onRetry}>
        Try again
      </Button>
    </div>
  </AccountFrame>
);

const Closed = () => (
  <Explained title="This hub is set up already">
    The link works once, and somebody has used it. Log in with the account that was made then.
  </Explained>
);

const NoCode = () => (
  <Explained title="Open the whole link">
    A new hub prints a link that ends in <code className="font-mono text-xs">#code=…</code> when it starts.
    Open that link: the code proves that the hub is yours.
  </Explained>
);

const Explained = ({ title, children }: { title: string; children: ReactNode }) => (
  <AccountFrame title={title} intro={children}>
    <Link to="/login" className="font-medium text-accent-ink text-sm hover:underline">
      Go to the login
    </Link>
  </AccountFrame>
);
