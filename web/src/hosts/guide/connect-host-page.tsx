import type { Host } from '@drover/protocol';
import { useState } from 'react';
import { useParams } from 'react-router';
import { EmptyState } from '../../design/empty-state.tsx';
import { ListSkeleton } from '../../design/list.tsx';
import { Page } from '../../design/page.tsx';
import { useFleetLoaded, useHost, useMay } from '../../live/use-live.ts';
import { NotForYou } from '../../roles/not-for-you.tsx';
import { usePageTitle } from '../../shell/page-title.ts';
import { connectTitle, isConnected } from './connect-words.ts';
import { freshToken } from './fresh-tokens.ts';
import { OnlineStep } from './online-step.tsx';
import { StartStep } from './start-step.tsx';
import { Step, Steps } from './step.tsx';

/** `/hosts/:hostId/connect`: the guide from its second step on, also to put a new token in place. */
export function ConnectHostPage() {
  const { hostId } = useParams();
  const host = useHost(hostId);
  const loaded = useFleetLoaded();
  const mayConnect = useMay('admin');
  usePageTitle(host ? `Connect ${host.name}` : 'Connect a host');
  if (host && mayConnect && !host.isLocal) return <ConnectHost key={host.hostId} host={host} />;
  return (
    <Page narrow title="Connect a host">
      {!loaded && <ListSkeleton rows={4} label="Loading the host" />}
      {loaded && !host && <EmptyState title="There is no such host">It may have been deleted.</EmptyState>}
      {host?.isLocal && (
        <EmptyState title={`${host.name} is the machine that the hub runs on`}>
          Its daemon is started with the hub, and needs no connecting.
        </EmptyState>
      )}
      {host && !host.isLocal && <NotForYou needs="admin">Only admins can connect hosts.</NotForYou>}
    </Page>
  );
}

function ConnectHost({ host }: { host: Host }) {
  const [token, setToken] = useState(() => freshToken(host.hostId));
  const connected = isConnected(host, token !== null);
  const title = connectTitle(host, token !== null);
  return (
    <Page narrow title={title}>
      <Steps label={title}>
        <Step number={1} title={`Name it: ${host.name}`} state="done" />
        <Step number={2} title={`Start the daemon on ${host.name}`} state={connected ? 'done' : 'now'}>
          {!connected && <StartStep host={host} token={token} onToken={setToken} />}
        </Step>
        <Step
          number={3}
          title={connected ? `${host.name} is online` : 'See it come online'}
          state={connected ? 'done' : 'now'}
        >
          <OnlineStep host={host} connected={connected} />
        </Step>
      </Steps>
    </Page>
  );
}
