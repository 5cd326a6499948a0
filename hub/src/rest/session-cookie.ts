import { displayText, type Me } from '@drover/protocol';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Client, SESSION_COOKIE } from '../people/identity.ts';
import type { LoggedIn } from '../people/logins.ts';

/** The longest that browsers keep a cookie. How long the login lasts, the hub decides. */
const COOKIE_LIFETIME_S = 400 * 24 * 60 * 60;

/** Who logs in from where, as the list of logins shows it. */
export function clientOf({ ip, headers }: FastifyRequest): Client {
  return { address: ip, userAgent: displayText(headers['user-agent'] ?? '', 256) || null };
}

/** Gives the browser its login. Returns the answer's body, which is without the token. */
export function logIn(reply: FastifyReply, { token, ...me }: LoggedIn, secure: boolean): Me {
  reply.setCookie(SESSION_COOKIE, token, { ...cookieOptions(secure), maxAge: COOKIE_LIFETIME_S });
  return me;
}

export function clearSessionCookie(reply: FastifyReply, secure: boolean): void {
  reply.clearCookie(SESSION_COOKIE, cookieOptions(secure));
}

const cookieOptions = (secure: boolean) =>
  ({ httpOnly: true, sameSite: 'strict', path: '/', secure }) as const;
