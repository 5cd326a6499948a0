import { DAEMON_NAMESPACE, UI_NAMESPACE } from '@drover/protocol';
import type { Fleet } from '../fleet/fleet.ts';
import type { SocketServer } from '../links/socket-server.ts';
import type { Relay } from '../relay/relay.ts';
import type { Operations } from '../upkeep/operations.ts';
import type { Observed } from './metrics.ts';

type Parts = { sockets: SocketServer; fleet: Fleet; relay: Relay; operations: Operations };

/** How things stand now. */
export function observe({ sockets, fleet, relay, operations }: Parts): Observed {
  const open = (namespace: string) => sockets.of(namespace).sockets.size;
  return {
    connections: { ui: open(UI_NAMESPACE), daemon: open(DAEMON_NAMESPACE) },
    hosts: countBy(fleet.hosts(), ({ online }) => (online ? 'online' : 'offline')),
    sessions: countBy(fleet.sessions(), ({ status }) => status),
    activity: countBy(running(fleet), ({ activity }) => activity?.state ?? 'unknown'),
    attachments: relay.size,
    databaseBytes: operations.databaseBytes,
    storageFull: operations.storage.isFull,
    backupAgeSeconds: operations.backupAgeSeconds,
  };
}

const running = (fleet: Fleet) => fleet.sessions().filter(({ status }) => status === 'running');

function countBy<T>(items: T[], keyOf: (item: T) => string): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[keyOf(item)] = (counts[keyOf(item)] ?? 0) + 1;
  return counts;
}
