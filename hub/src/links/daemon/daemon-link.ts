import type { IncomingMessage } from 'node:http';
import { DAEMON_NAMESPACE, DaemonAuth, DroverError, type HostId } from '@drover/protocol';
import type { AuditStore } from '../../audit/audit-store.ts';
import type { SessionChanges } from '../../changes/session-changes.ts';
import type { Rates, Timings } from '../../config/config.ts';
import { hasOrigin } from '../../doors/doors.ts';
import type { Fleet } from '../../fleet/fleet.ts';
import type { Hosts } from '../../hosts/hosts.ts';
import { Attempts } from '../../limits/attempts.ts';
import type { Logger } from '../../log/logger.ts';
import type { LinkMetrics } from '../../metrics/metrics.ts';
import type { Daemons } from '../../relay/daemons.ts';
import type { Pictures } from '../../relay/pictures.ts';
import type { Relay } from '../../relay/relay.ts';
import { gate, type ServerSocket, type SocketServer } from '../socket-server.ts';
import { DaemonConnection } from './daemon-connection.ts';
import { Leases } from './leases.ts';

export type DaemonLinkParts = {
  hosts: Hosts;
  fleet: Fleet;
  daemons: Daemons;
  relay: Relay;
  pictures: Pictures;
  changes: SessionChanges;
  audit: AuditStore;
  timings: Timings;
  rates: Rates;
  clock: () => number;
  /** Where a request comes from, proxies that are trusted put aside. */
  addressOf: (request: IncomingMessage) => string;
  metrics: LinkMetrics;
  log: Logger;
};

/** Opens the namespace of the daemons: who comes with a host's token, and not from a web page, is that host. */
export function openDaemonLink(server: SocketServer, parts: DaemonLinkParts): void {
  const failures = new Attempts(parts.rates.badTokensPerMinute, parts.clock);
  const leases = new Leases(parts.timings.leaseProbe);
  const connections = new Set<DaemonConnection>();
  const namespace = server.of(DAEMON_NAMESPACE);
  namespace.use(
    gate(parts.log, (socket) => {
      if (hasOrigin(socket.request))
        throw new DroverError('forbidden', 'This namespace is not for web pages.');
      const address = parts.addressOf(socket.request);
      socket.data.hostId = authenticate(socket, address, parts.hosts, failures);
    }),
  );
  namespace.on('connection', (socket) => {
    const { hostId } = socket.data;
    if (hostId === undefined) return;
    const connection = new DaemonConnection(hostId, socket, leases, parts);
    connections.add(connection);
    socket.once('disconnect', () => connections.delete(connection));
  });
  parts.hosts.onShut((hostId, reason) => {
    for (const connection of connections) if (connection.hostId === hostId) connection.end(reason);
  });
}

/**
 * The host whose token this is. Who has a right one comes in, whatever others do at the same address. Throws
 * `rate_limited`, or `invalid_token` with one text for all that can be wrong.
 */
function authenticate(socket: ServerSocket, address: string, hosts: Hosts, failures: Attempts): HostId {
  const auth = DaemonAuth.safeParse(socket.handshake.auth);
  const hostId = hosts.admit(auth.success ? auth.data.token : '');
  if (hostId !== undefined) return hostId;
  if (failures.isExhausted(address)) {
    throw new DroverError('rate_limited', 'Too many wrong tokens from this address; wait a minute.');
  }
  failures.add(address);
  throw new DroverError('invalid_token', WRONG_TOKEN);
}

const WRONG_TOKEN =
  'This is not the token of any host that may connect; register the host, or rotate its token, and use that one.';
