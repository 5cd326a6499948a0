import { Link } from 'react-router';
import { List, ListRow } from '../../design/list.tsx';
import { Section } from '../../design/page.tsx';
import { HostDot, HostStatus } from '../../hosts/host-status.tsx';
import { HostVersion } from '../../hosts/host-version.tsx';
import { useFleet } from '../../live/use-live.ts';

/** Which version each host's daemon is. */
export function DaemonVersions() {
  const { hosts } = useFleet();
  if (hosts.size === 0) return null;
  return (
    <Section title="Daemons">
      <List label="Daemons">
        {[...hosts.values()]
          .sort((a, b) => a.name.localeCompare(b.name))
          .map((host) => (
            <ListRow key={host.hostId} className="min-h-10">
              <HostDot host={host} />
              <Link
                to={`/hosts/${host.hostId}`}
                className="min-w-0 truncate rounded font-medium hover:underline"
              >
                {host.name}
              </Link>
              <span className="text-ink-3">
                <HostStatus host={host} />
              </span>
              <span className="ml-auto">
                <HostVersion host={host} />
              </span>
            </ListRow>
          ))}
      </List>
    </Section>
  );
}
