import type { Server as HttpServer, IncomingMessage } from 'node:http';
import {
  DroverError,
  MAX_DAEMON_MESSAGE_BYTES,
  type Problem,
  problemOf,
  socketParser,
} from '@drover/protocol';
import { type DefaultEventsMap, Server, type Socket } from 'socket.io';
import type { Timings } from '../config/config.ts';
import { explainStorageError } from '../db/storage-errors.ts';
import type { Doors } from '../doors/doors.ts';
import type { Logger } from '../log/logger.ts';
import type { Identity } from '../people/identity.ts';

/** What the handshake found out: for a daemon its host, for a dashboard its user. */
type SocketData = { hostId?: string; identity?: Identity };

export type SocketServer = Server<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, SocketData>;
export type ServerSocket = Socket<DefaultEventsMap, DefaultEventsMap, DefaultEventsMap, SocketData>;

/** Said here because engine.io answers every refused upgrade with 400. */
const FORBIDDEN = 'HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n';

/** The Socket.IO server, with its doors closed: namespaces are opened by the links. */
export function createSocketServer(
  http: HttpServer,
  doors: Doors,
  timings: Timings,
  log: Logger,
): SocketServer {
  const server: SocketServer = new Server(http, {
    parser: socketParser,
    transports: ['websocket'],
    allowUpgrades: false,
    serveClient: false,
    perMessageDeflate: false,
    httpCompression: false,
    maxHttpBufferSize: MAX_DAEMON_MESSAGE_BYTES,
    cleanupEmptyChildNamespaces: true,
    connectTimeout: timings.connectTimeout,
    pingInterval: timings.pingInterval,
    pingTimeout: timings.pingTimeout,
    allowRequest: (request, decide) => {
      if (doors.mayUpgrade(request)) decide(null, true);
      else request.socket.end(FORBIDDEN, () => decide(null, false));
    },
  });
  server.engine.use(refuseTransportUpgrade);
  const refuseNamespace = gate(log, () => {
    throw new DroverError('invalid_namespace', 'There is no such namespace.');
  });
  server.of('/').use(refuseNamespace);
  // Every name that no link has opened. These namespaces go away with the refusal.
  server.of((_name, _auth, next) => next(null, true)).use(refuseNamespace);
  return server;
}

/** Connections are born as WebSockets; one that names an older connection would pass by `allowRequest`. */
function refuseTransportUpgrade(
  request: IncomingMessage,
  _response: unknown,
  next: (error?: Error) => void,
): void {
  const isNew = URL.parse(request.url ?? '', 'http://localhost')?.searchParams.has('sid') === false;
  next(isNew ? undefined : new Error('transports cannot be upgraded here'));
}

type Next = (error?: Error & { data?: Problem }) => void;

/** Lets a handshake through, or refuses it with the problem that `check` throws: the client's `connect_error.data`. */
export const gate =
  (log: Logger, check: (socket: ServerSocket) => void) => (socket: ServerSocket, next: Next) => {
    try {
      check(socket);
      next();
    } catch (error) {
      const problem = problemOf(explainStorageError(error));
      if (problem.code === 'internal') log.error({ err: error }, 'a handshake could not be handled');
      next(Object.assign(new Error(problem.message), { data: problem }));
    }
  };
