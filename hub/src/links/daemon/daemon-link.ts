import type { IncomingMessage } from 'node:http';
import { DAEMON_NAMESPACE, DaemonAuth, DroverError, type HostId } from '@drover/protocol';
import type { Rates, Timings } from '../../config/config.ts';
import type { AuditStore } from '../../db/audit-store.ts';
import { hasOrigin } from '../../doors/doors.ts';
import type { Fleet } from '../../fleet/fleet.ts';
import type { HostStore } from '../../hosts/host-store.ts';
import { Attempts } from '../../limits/attempts.ts';
import type { Logger } from '../../log/logger.ts';
import type { Daemons } from '../../relay/daemons.ts';
import type { Pictures } from '../../relay/pictures.ts';
import type { Relay } from '../../relay/relay.ts';
import { hashesEqual, hashSecret } from '../../secrets/secrets.ts';
import { gate, type ServerSocket, type SocketServer } from '../socket-server.ts';
import { DaemonConnection } from './daemon-connection.ts';
import { Leases } from './leases.ts';

export type DaemonLinkParts = {
  hosts: HostStore;
  fleet: Fleet;
  daemons: Daemons;
  relay: Relay;
  pictures: Pictures;
  audit: AuditStore;
  timings: Timings;
  rates: Rates;
  clock: () => number;
  /** Where a request comes from, proxies that are trusted put aside. */
  addressOf: (request: IncomingMessage) => string;
  log: Logger;
};

/** Opens the namespace of the daemons: who comes with a host's token, and not from a web page, is that host. */
export function openDaemonLink(server: SocketServer, parts: DaemonLinkParts): void {
  const failures = new Attempts(parts.rates.badTokensPerMinute, parts.clock);
  const leases = new Leases(parts.timings.leaseProbe);
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
    if (hostId !== undefined) new DaemonConnection(hostId, socket, leases, parts);
  });
}

/** The host whose token this is. Throws `rate_limited`, or `invalid_token` with one text for all that can be wrong. */
function authenticate(socket: ServerSocket, address: string, hosts: HostStore, failures: Attempts): HostId {
  if (failures.isExhausted(address)) {
    throw new DroverError('rate_limited', 'Too many wrong tokens from this address; wait a minute.');
  }
  const auth = DaemonAuth.safeParse(socket.handshake.auth);
  const tokenHash = hashSecret(auth.success ? auth.data.token : '');
  const host = hosts.findByTokenHash(tokenHash);
  if (host && hashesEqual(host.tokenHash, tokenHash)) return host.hostId;
  failures.add(address);
  throw new DroverError('invalid_token', 'This is not the token of any host; register the host again.');
}
