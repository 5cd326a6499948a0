import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/** Time for closing frames and last answers to go out. */
const GRACE_MS = 250;

/** Knows the connections of a server, WebSockets included, so that a silent peer cannot hold up its end. */
export class OpenConnections {
  readonly #sockets = new Set<Socket>();

  constructor(server: Server) {
    server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
  }

  /** Gives the server a moment to close by itself, then cuts what is left. */
  async end(closed: Promise<unknown>): Promise<void> {
    await Promise.race([closed, delay(GRACE_MS)]);
    for (const socket of this.#sockets) socket.destroy();
  }
}
