import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Json } from '@drover/profiles';
import type { Logger } from 'pino';
import type { DoorPort } from './door-port.ts';
import { readJson } from './read-json.ts';
import { Refusal } from './refusal.ts';

const LOOPBACK = '127.0.0.1';

/** A request's head, and then its whole body, come within this time, or nobody is there. */
const HEADERS_MS = 5_000;
const REQUEST_MS = 10_000;

/** Held hooks among them. A session that opens many keeps out the others only for a moment: none is kept alive. */
const MAX_CONNECTIONS = 1_024;
const MAX_HELD_PER_SESSION = 32;

/** `/s/<token>/<what>` */
const PATH = /^\/s\/([A-Za-z0-9_-]{16,128})\/([a-z]+)$/;

/** What is told at the door. `gone` is aborted when the caller has left without waiting for the answer. */
export type DoorCall = { token: string; body: Json; gone: AbortSignal };

/** Answers what was told under one name, at once or later; what it answers is sent as JSON. */
export type DoorRoute = (call: DoorCall) => Promise<Json>;

export type DoorParts = {
  port: DoorPort;
  /** Whether a session that runs has this token. */
  knows: (token: string) => boolean;
  /** By the last part of the address. */
  routes: Readonly<Record<string, DoorRoute>>;
  log: Logger;
};

/**
 * Where programs of this machine's sessions tell what they do: each session has an address of its own, which nobody else
 * can guess. No web page gets in: a browser sends an `Origin`, or comes under a name that was made to lead here (DNS
 * rebinding). What is told is never logged.
 */
export class Door {
  readonly #parts: DoorParts;
  readonly #server: Server;
  readonly #open = new Map<string, number>();
  #port = 0;

  private constructor(parts: DoorParts) {
    this.#parts = parts;
    const limits = {
      headersTimeout: HEADERS_MS,
      requestTimeout: REQUEST_MS,
      connectionsCheckingInterval: 2_000,
    };
    this.#server = createServer(limits, (request, response) => {
      this.#serve(request, response).catch(() => response.destroy());
    });
    this.#server.maxConnections = MAX_CONNECTIONS;
  }

  /** On the port of the daemon before, to which the sessions of then still tell; on another when that is taken. */
  static async open(parts: DoorParts): Promise<Door> {
    const door = new Door(parts);
    const before = parts.port.read();
    if (before === undefined || !(await door.#listen(before))) await door.#listenAnew(before);
    parts.port.write(door.#port);
    return door;
  }

  /** The address of a session's own, without a slash at its end. */
  urlOf(token: string): string {
    return `http://${LOOPBACK}:${this.#port}/s/${token}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #listenAnew(taken: number | undefined): Promise<void> {
    if (!(await this.#listen(0))) throw new Error('there is no free port on the loopback interface');
    if (taken === undefined) return;
    this.#parts.log.warn(
      { port: this.#port, taken },
      'the port of the daemon before is taken: whatever has it hears the hooks of sessions that run since then, and can ' +
        'answer them; stop these sessions',
    );
  }

  async #listen(port: number): Promise<boolean> {
    this.#server.listen(port, LOOPBACK);
    try {
      await once(this.#server, 'listening');
    } catch {
      return false;
    }
    this.#port = (this.#server.address() as AddressInfo).port;
    return true;
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      answer(response, 200, await this.#answerTo(request, response));
    } catch (error) {
      if (!(error instanceof Refusal)) this.#parts.log.error({ err: error }, 'a hook could not be answered');
      const refusal = error instanceof Refusal ? error : new Refusal(500, 'That went wrong here.');
      answer(response, refusal.status, { error: refusal.message });
    }
  }

  async #answerTo(request: IncomingMessage, response: ServerResponse): Promise<Json> {
    const { token, route } = this.#addressed(request);
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    this.#enter(token);
    try {
      return await route({ token, body: await readJson(request), gone: gone.signal });
    } finally {
      this.#leave(token);
    }
  }

  #addressed({ headers, method, url = '' }: IncomingMessage): { token: string; route: DoorRoute } {
    const names = [LOOPBACK, 'localhost'].map((name) => `${name}:${this.#port}`);
    if (headers.origin !== undefined) throw new Refusal(403, 'This is not for web pages.');
    if (!names.includes(headers.host ?? '')) throw new Refusal(403, 'This is not the name of the door.');
    const [, token = '', name = ''] = PATH.exec(url) ?? [];
    const { routes, knows } = this.#parts;
    const route = Object.hasOwn(routes, name) ? routes[name] : undefined;
    if (!route || !knows(token)) throw new Refusal(404, 'There is nothing here.');
    if (method !== 'POST') throw new Refusal(405, 'Only POST is answered.');
    return { token, route };
  }

  #enter(token: string): void {
    const open = this.#open.get(token) ?? 0;
    if (open >= MAX_HELD_PER_SESSION) throw new Refusal(429, 'Too many at a time.');
    this.#open.set(token, open + 1);
  }

  #leave(token: string): void {
    const open = (this.#open.get(token) ?? 1) - 1;
    if (open > 0) this.#open.set(token, open);
    else this.#open.delete(token);
  }
}

function answer(response: ServerResponse, status: number, body: Json): void {
  if (response.destroyed || response.headersSent) return;
  response.writeHead(status, {
    'content-type': 'application/json',
    'cache-control': 'no-store',
    connection: 'close',
  });
  response.end(JSON.stringify(body));
}
