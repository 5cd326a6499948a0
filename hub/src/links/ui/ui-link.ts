import type { IncomingMessage } from 'node:http';
import { type HubState, UI_NAMESPACE } from '@drover/protocol';
import type { AuditStore } from '../../audit/audit-store.ts';
import type { Rates, Timings } from '../../config/config.ts';
import type { Fleet, FleetEvent } from '../../fleet/fleet.ts';
import type { Logger } from '../../log/logger.ts';
import type { LinkMetrics } from '../../metrics/metrics.ts';
import type { Identity } from '../../people/identity.ts';
import type { People } from '../../people/people.ts';
import type { Pictures } from '../../relay/pictures.ts';
import type { ToUi } from '../../relay/ports.ts';
import type { Relay } from '../../relay/relay.ts';
import { guarded } from '../guarded.ts';
import { gate, type ServerSocket, type SocketServer } from '../socket-server.ts';
import { UiConnection } from './ui-connection.ts';
import { UiHandshake } from './ui-handshake.ts';

export type UiLinkParts = {
  people: People;
  fleet: Fleet;
  relay: Relay;
  pictures: Pictures;
  audit: AuditStore;
  timings: Timings;
  rates: Rates;
  clock: () => number;
  /** Where a request comes from, proxies that are trusted put aside. */
  addressOf: (request: IncomingMessage) => string;
  /** How the hub itself does. */
  hub: { state: HubState; onChange(listener: () => void): void };
  metrics: LinkMetrics;
  log: Logger;
};

/** Opens the namespace of the dashboards, for as long as each may be there. */
export function openUiLink(server: SocketServer, parts: UiLinkParts): void {
  const namespace = server.of(UI_NAMESPACE);
  const handshake = new UiHandshake(parts);
  namespace.use(
    gate(parts.log, (socket) => {
      socket.data.identity = handshake.check(socket);
    }),
  );
  namespace.on('connection', (socket) => {
    const { identity } = socket.data;
    if (!identity) return;
    new UiConnection(identity, socket, parts);
    watchAccess(socket, identity, parts);
  });
  parts.fleet.onChange((event) => {
    const [name, payload] = messageOf(event);
    namespace.emit(name, payload);
  });
  parts.hub.onChange(() => namespace.emit('hub', parts.hub.state));
  const check = guarded(parts, closeUnlessSame);
  parts.people.access.onChange((userId) => {
    for (const socket of namespace.sockets.values()) {
      if (socket.data.identity?.userId === userId) check(socket, socket.data.identity, parts);
    }
  });
}

/** Logins and tokens also end by themselves. */
function watchAccess(socket: ServerSocket, identity: Identity, parts: UiLinkParts): void {
  const check = guarded(parts, () => closeUnlessSame(socket, identity, parts));
  const timer = setInterval(check, parts.timings.accessCheck);
  socket.once('disconnect', () => clearInterval(timer));
}

/** Who comes back is told why they may not come in, or comes in as who they are now. */
function closeUnlessSame(socket: ServerSocket, identity: Identity, { people }: UiLinkParts): void {
  if (people.access.now(identity)?.role !== identity.role) socket.disconnect(true);
}

function messageOf(event: FleetEvent): [keyof ToUi, unknown] {
  switch (event.kind) {
    case 'host':
      return [event.kind, event.host];
    case 'host-gone':
      return [event.kind, { hostId: event.hostId }];
    case 'session':
      return [event.kind, event.session];
    case 'session-gone':
      return [event.kind, { sessionId: event.sessionId }];
    case 'processes':
      return [event.kind, event.uses];
  }
}
