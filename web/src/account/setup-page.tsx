import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { getSetupState } from '../api/account.ts';
import { messageOf } from '../api/http.ts';
import { usePageTitle } from '../shell/page-title.ts';
import { AccountFrame } from './account-frame.tsx';
import { codeInAddress } from './code-in-address.ts';
import { LinkExplained, LinkLoading, LinkUnreachable } from './link-states.tsx';
import { SetupForm } from './setup-form.tsx';

export function SetupPage() {
  usePageTitle('Set up');
  const [code] = useState(codeInAddress);
  const setup = useQuery({
    queryKey: ['setup'],
    queryFn: ({ signal }) => getSetupState(signal),
    staleTime: 0,
  });

  if (setup.isPending) return <LinkLoading title="Set up Drover" />;
  if (setup.isError)
    return (
      <LinkUnreachable
        title="Set up Drover"
        message={messageOf(setup.error)}
        onRetry={() => void setup.refetch()}
      />
    );
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

const Closed = () => (
  <LinkExplained title="This hub is set up already">
    The link works once, and somebody has used it. Log in with the account that was made then.
  </LinkExplained>
);

const NoCode = () => (
  <LinkExplained title="Open the whole link">
    A new hub prints a link that ends in <code className="font-mono text-xs">#code=…</code> when it starts.
    Open that link: the code proves that the hub is yours.
  </LinkExplained>
);
