import type { LoginMethod, User } from '@drover/protocol';

/** What proves who asks: a login's cookie, or an API token. */
export type Key = { kind: 'login'; loginId: string } | { kind: 'token'; tokenId: string };

/** Who asks: the one answer to that question for REST and sockets alike. A token's `role` is never above its scope. */
export type Identity = User & { loginMethod: LoginMethod; key: Key; address: string };

/** The browser or program that somebody logs in with. */
export type Client = { address: string; userAgent: string | null };

export const SESSION_COOKIE = 'drover_session';
