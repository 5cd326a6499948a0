import type { Host } from '@drover/protocol';
import { Link } from 'react-router';
import { useFleet } from '../live/use-live.ts';
import { isActive } from '../sessions/session-words.ts';

/** How many sessions the fleet shows of a host, and the way to them. */
export function HostSessionsLine({ host: { hostId, online } }: { host: Host }) {
  const { sessions } = useFleet();
  const own = [...sessions.values()].filter((session) => session.hostId === hostId);
  if (own.length === 0) return 'no sessions';
  const active = own.filter(isActive).length;
  return (
    <Link to={`/?host=${hostId}`} className="tabular rounded font-medium text-accent-ink hover:underline">
      {active} active{!online && active > 0 && ' then'}, {own.length - active} ended
    </Link>
  );
}
