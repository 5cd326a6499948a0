import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { Network } from '../config/config.ts';

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];
const DEFAULT_PORTS: Record<string, number> = { http: 80, https: 443 };

/**
 * Under which names this hub may be addressed, and which pages may speak to it: its loopback names with the port
 * that the request came in at, and the public URL. Whoever can type into a session can run code on its host, so a
 * foreign page or a rebound DNS name must not get here. What a proxy says (`X-Forwarded-…`) opens no door.
 */
export class Doors {
  /** Whether people come over https, here or at a proxy. */
  readonly isSecure: boolean;
  readonly #publicUrl: URL | null;
  readonly #alsoReachedAs: ReadonlySet<string>;

  /** `alsoReachedAs`: further `host:port` for programs; pages from there are foreign. */
  constructor(publicUrl: string | null, { alsoReachedAs, tls }: Pick<Network, 'alsoReachedAs' | 'tls'>) {
    this.#publicUrl = publicUrl === null ? null : new URL(publicUrl);
    this.#alsoReachedAs = new Set(alsoReachedAs);
    this.isSecure = tls !== null || this.#publicUrl?.protocol === 'https:';
  }

  /** Whether it was addressed by the public URL's name. */
  isPublic({ headers }: IncomingMessage): boolean {
    return headers.host !== undefined && headers.host === this.#publicUrl?.host;
  }

  isHostAllowed(request: IncomingMessage): boolean {
    const { host } = request.headers;
    if (host === undefined) return false;
    return this.isPublic(request) || this.#alsoReachedAs.has(host) || loopbackHosts(request).includes(host);
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

  /** Where other machines find this hub: at the public URL, else where it was asked. */
  addressFor(request: IncomingMessage): string {
    return this.#publicUrl?.origin ?? `${schemeOf(request)}://${request.headers.host}`;
  }

  /** The addresses of our own pages, for who came under another. */
  addresses(request: IncomingMessage): string[] {
    const local = `${schemeOf(request)}://127.0.0.1:${request.socket.localPort}`;
    return this.#publicUrl ? [this.#publicUrl.origin, local] : [local];
  }
}

export const hasOrigin = (request: IncomingMessage): boolean => request.headers.origin !== undefined;

const isEncrypted = ({ socket }: IncomingMessage) => socket instanceof TLSSocket;
const schemeOf = (request: IncomingMessage) => (isEncrypted(request) ? 'https' : 'http');

function loopbackHosts(request: IncomingMessage): string[] {
  const port = request.socket.localPort;
  const withPort = LOOPBACK_NAMES.map((name) => `${name}:${port}`);
  return port === DEFAULT_PORTS[schemeOf(request)] ? [...withPort, ...LOOPBACK_NAMES] : withPort;
}

function isLoopbackOrigin(origin: string, request: IncomingMessage): boolean {
  const url = URL.parse(origin);
  if (url?.protocol !== `${schemeOf(request)}:` || url.origin !== origin) return false;
  return loopbackHosts(request).includes(url.host);
}
