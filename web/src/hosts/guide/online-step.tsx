import type { Host } from '@drover/protocol';
import { useState } from 'react';
import { Button, ButtonLink } from '../../design/button.tsx';
import { Card } from '../../design/card.tsx';
import { Spinner } from '../../design/spinner.tsx';
import { StatusDot } from '../../design/status-dot.tsx';
import { SpawnDialog } from '../../spawn/spawn-dialog.tsx';
import { Ago } from '../../time/time-text.tsx';

export type OnlineStepProps = {
  host: Host;
  /** Its daemon is there, with the token that counts. */
  connected: boolean;
};

/** Waits for the daemon, and tells what there is to tell meanwhile; then leads on. */
export const OnlineStep = ({ host, connected }: OnlineStepProps) =>
  connected ? <Arrived host={host} /> : <Waiting host={host} />;

function Arrived({ host }: { host: Host }) {
  const [spawning, setSpawning] = useState(false);
  const usable = host.facts?.profiles.filter(({ unavailable }) => unavailable === null) ?? [];
  return (
    <div className="space-y-3" role="status">
      <p className="flex items-center gap-2 text-sm">
        <StatusDot tone="good" />
        {host.facts?.platform}, Drover {host.facts?.version}.{' '}
        {usable.length > 0
          ? `Found: ${usable.map(({ displayName }) => displayName).join(', ')}.`
          : 'No tool was found that can be started; its page says why.'}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" disabled={usable.length === 0} onClick={() => setSpawning(true)}>
          Start an agent here
        </Button>
        <ButtonLink to={`/hosts/${host.hostId}`}>Look at {host.name}</ButtonLink>
      </div>
      <SpawnDialog
        choice={spawning ? { hostId: host.hostId, profile: null } : null}
        onClose={() => setSpawning(false)}
      />
    </div>
  );
}

const Waiting = ({ host }: { host: Host }) => (
  <Card className="space-y-3 p-4 text-sm">
    <p role="status" className="flex items-center gap-2 font-medium">
      <Spinner />
      {host.online ? `Waiting for ${host.name} to use the new token` : `Waiting for ${host.name}`}
    </p>
    {host.refused && !host.online ? (
      <p role="alert" className="rounded-md bg-warn-soft px-3 py-2 text-warn-ink">
        {host.name} called, and the hub turned it away: {host.refused.message}
      </p>
    ) : (
      <p className="text-ink-2">
        <LastSeen host={host} /> This page notices by itself when it does; you may also leave it.
      </p>
    )}
    <details>
      <summary className="w-fit touch:min-h-11 cursor-pointer rounded text-ink-2 hover:text-ink">
        It does not come online?
      </summary>
      <ul className="mt-2 list-disc space-y-1 pl-5 text-ink-2">
        <li>
          The daemon says in its log what is wrong, and tries again for ever. Look there first: in a container
          it is <Code>podman logs</Code> or <Code>docker logs</Code> with the container’s name, as a service{' '}
          <Code>journalctl --user -u drover-daemon</Code>.
        </li>
        <li>
          From that machine, <Code>{healthUrl()}</Code> must answer <Code>ok</Code>. If it does not, it is the
          network, a firewall, or an address that only works here.
        </li>
        <li>
          “Certificate is not trusted”, or <Code>SELF_SIGNED_CERT_IN_CHAIN</Code>: the hub’s certificate is
          from an authority of your own. Give the daemon that authority’s certificate, as the file that the
          variable <Code>NODE_EXTRA_CA_CERTS</Code> names; for a container, mount the file too.
        </li>
        <li>A token is used by one daemon at a time: another one with the same token must be stopped.</li>
      </ul>
    </details>
  </Card>
);

function LastSeen({ host: { online, lastSeenAt } }: { host: Host }) {
  if (online) return 'It is online with its old token, and has not used the new one yet.';
  if (lastSeenAt === null) return 'It has not called yet.';
  return (
    <>
      It was last seen <Ago at={lastSeenAt} />.
    </>
  );
}

const Code = ({ children }: { children: string }) => (
  <code className="break-words font-mono text-xs">{children}</code>
);

const healthUrl = (): string => `${window.location.origin}/api/health`;
