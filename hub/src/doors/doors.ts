import type { IncomingMessage } from 'node:http';

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];
const DEFAULT_PORTS: Record<string, number> = { 'http:': 80, 'https:': 443 };

/**
 * Under which names this hub may be addressed, and which pages may speak to it: its loopback names with the port
 * that the request came in at, and the public URL. Whoever can type into a session can run code on its host, so a
 * foreign page or a rebound DNS name must not get here.
 */
export class Doors {
  readonly #publicUrl: URL | null;

  constructor(publicUrl: string | null) {
    this.#publicUrl = publicUrl === null ? null : new URL(publicUrl);
  }

  get isPublicUrlSecure(): boolean {
    return this.#publicUrl?.protocol === 'https:';
  }

  isHostAllowed(request: IncomingMessage): boolean {
    const { host } = request.headers;
    if (host === undefined) return false;
    return host === this.#publicUrl?.host || loopbackHosts(request).includes(host);
  }

  /** False also without an Origin. */
  isOriginAllowed(request: IncomingMessage): boolean {
    const { origin } = request.headers;
    if (origin === undefined) return false;
    return origin === this.#publicUrl?.origin || isLoopbackOrigin(origin, request);
  }

  /** No Origin is a program, which may enter the daemons' namespace only; a good one is our page. */
  mayUpgrade(request: IncomingMessage): boolean {
    return this.isHostAllowed(request) && (!hasOrigin(request) || this.isOriginAllowed(request));
  }
}

export const hasOrigin = (request: IncomingMessage): boolean => request.headers.origin !== undefined;

function loopbackHosts(request: IncomingMessage): string[] {
  const port = request.socket.localPort;
  const withPort = LOOPBACK_NAMES.map((name) => `${name}:${port}`);
  return port === DEFAULT_PORTS['http:'] ? [...withPort, ...LOOPBACK_NAMES] : withPort;
}

function isLoopbackOrigin(origin: string, request: IncomingMessage): boolean {
  const url = URL.parse(origin);
  if (url?.protocol !== 'http:' || url.origin !== origin) return false;
  return loopbackHosts(request).includes(url.host);
}
