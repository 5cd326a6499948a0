import { DroverError, PROTOCOL_VERSION, UiAuth } from '@drover/protocol';
import { fastifyCookie } from '@fastify/cookie';
import { hasOrigin } from '../../doors/doors.ts';
import { Buckets } from '../../limits/buckets.ts';
import { type Identity, type Key, SESSION_COOKIE } from '../../people/identity.ts';
import type { ServerSocket } from '../socket-server.ts';
import type { UiLinkParts } from './ui-link.ts';

type Parts = Pick<UiLinkParts, 'people' | 'rates' | 'addressOf'>;

/**
 * Who comes in as a dashboard: our own page with the cookie of a login, or a program with an API token. All pages of a
 * login may come back at once after an outage; who has no login is slowed down by address.
 */
export class UiHandshake {
  readonly #parts: Parts;
  readonly #ofKey: Buckets;
  readonly #ofStrangers: Buckets;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#ofKey = new Buckets(parts.rates.uiHandshakesPerSecond);
    this.#ofStrangers = new Buckets(parts.rates.refusedHandshakesPerSecond);
  }

  /** Throws `bad_origin`, `unsupported_protocol`, `unauthenticated`, `rate_limited`. */
  check(socket: ServerSocket): Identity {
    const identity = this.#identifyOrSlowDown(socket);
    this.#ofKey.take(idOf(identity.key));
    return identity;
  }

  #identifyOrSlowDown(socket: ServerSocket): Identity {
    const address = this.#parts.addressOf(socket.request);
    try {
      return this.#identify(socket, address);
    } catch (error) {
      this.#ofStrangers.take(address);
      throw error;
    }
  }

  /** A token counts alone: a cookie beside it is not looked at. */
  #identify({ request, handshake }: ServerSocket, address: string): Identity {
    const { access } = this.#parts.people;
    const auth = UiAuth.safeParse(handshake.auth).data;
    if (auth?.token === undefined && !hasOrigin(request)) throw new DroverError('bad_origin', NO_ORIGIN);
    if (auth?.protocol !== PROTOCOL_VERSION) throw new DroverError('unsupported_protocol', OTHER_VERSION);
    const cookies = fastifyCookie.parse(request.headers.cookie ?? '');
    const identity =
      auth.token === undefined
        ? access.byCookie(cookies[SESSION_COOKIE], address)
        : access.byToken(auth.token, address);
    if (identity) return identity;
    throw new DroverError('unauthenticated', 'You are not logged in; log in and try again.');
  }
}

const idOf = (key: Key) => (key.kind === 'login' ? key.loginId : key.tokenId);

const NO_ORIGIN = 'Only the dashboard may connect here, or a program with an API token.';
const OTHER_VERSION = 'This page is of another version of Drover than the hub; reload it.';
