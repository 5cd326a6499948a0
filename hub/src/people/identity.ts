import type { LoginMethod, User } from '@drover/protocol';

/** Who asks: the one answer to that question for REST and sockets alike. */
export type Identity = User & { loginSessionId: string; loginMethod: LoginMethod };

export const SESSION_COOKIE = 'drover_session';
