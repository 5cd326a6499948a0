import type { IncomingMessage } from 'node:http';
import { DroverError, PROTOCOL_VERSION, UI_NAMESPACE, UiAuth } from '@drover/protocol';
import { fastifyCookie } from '@fastify/cookie';
import type { AuditStore } from '../../audit/audit-store.ts';
import type { Rates } from '../../config/config.ts';
import { hasOrigin } from '../../doors/doors.ts';
import type { Fleet, FleetEvent } from '../../fleet/fleet.ts';
import type { Logger } from '../../log/logger.ts';
import { SESSION_COOKIE } from '../../people/identity.ts';
import type { People } from '../../people/people.ts';
import type { Pictures } from '../../relay/pictures.ts';
import type { ToUi } from '../../relay/ports.ts';
import type { Relay } from '../../relay/relay.ts';
import { gate, type SocketServer } from '../socket-server.ts';
import { UiConnection } from './ui-connection.ts';

export type UiLinkParts = {
  people: People;
  fleet: Fleet;
  relay: Relay;
  pictures: Pictures;
  audit: AuditStore;
  rates: Rates;
  clock: () => number;
  /** Where a request comes from, proxies that are trusted put aside. */
  addressOf: (request: IncomingMessage) => string;
  log: Logger;
};

/** Opens the namespace of the dashboards: our own page, with the cookie of a login. */
export function openUiLink(server: SocketServer, parts: UiLinkParts): void {
  const namespace = server.of(UI_NAMESPACE);
  namespace.use(
    gate(parts.log, (socket) => {
      if (!hasOrigin(socket.request))
        throw new DroverError('bad_origin', 'Only the dashboard may connect here.');
      expectOurVersion(socket.handshake.auth);
      const cookies = fastifyCookie.parse(socket.request.headers.cookie ?? '');
      const identity = parts.people.identify(cookies[SESSION_COOKIE]);
      if (!identity) throw new DroverError('unauthenticated', 'You are not logged in; log in and try again.');
      socket.data.identity = identity;
    }),
  );
  namespace.on('connection', (socket) => {
    const { identity } = socket.data;
    if (identity) new UiConnection(identity, socket, parts);
  });
  parts.fleet.onChange((event) => {
    const [name, payload] = messageOf(event);
    namespace.emit(name, payload);
  });
  parts.people.onLogout((loginSessionId) => {
    for (const socket of namespace.sockets.values()) {
      if (socket.data.identity?.loginSessionId === loginSessionId) socket.disconnect(true);
    }
  });
}

function expectOurVersion(auth: unknown): void {
  if (UiAuth.safeParse(auth).data?.protocol === PROTOCOL_VERSION) return;
  const words = 'This page is of another version of Drover than the hub; reload it.';
  throw new DroverError('unsupported_protocol', words);
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
  }
}
