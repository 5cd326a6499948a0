import type { User } from '@drover/protocol';

/** Who asks: the one answer to that question for REST and sockets alike. */
export type Identity = User & { loginSessionId: string };

export const SESSION_COOKIE = 'drover_session';
