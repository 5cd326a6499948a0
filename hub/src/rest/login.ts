import { DroverError, hasRole, type Role } from '@drover/protocol';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Identity, SESSION_COOKIE } from '../people/identity.ts';
import type { People } from '../people/people.ts';
import type { App } from './app.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on routes for which one must be logged in. */
    identity: Identity | null;
  }
}

/** The longest that browsers keep a cookie. How long the login lasts, the hub decides. */
const COOKIE_LIFETIME_S = 400 * 24 * 60 * 60;

/** The hook before every route for which one must be logged in. */
export const requireLogin = (people: People) => async (request: FastifyRequest) => {
  request.identity = people.identify(request.cookies[SESSION_COOKIE]) ?? null;
  identityOf(request);
};

/** The hook before routes for which one must have a role, behind `requireLogin`. */
export const requireRole = (role: Role) => async (request: FastifyRequest) => {
  if (hasRole(identityOf(request).role, role)) return;
  throw new DroverError('forbidden', `This needs the role ${role}; an admin can give it to you.`);
};

export function decorateWithIdentity(app: App): void {
  app.decorateRequest('identity', null);
}

/** Who asks. Throws `unauthenticated`. */
export function identityOf(request: FastifyRequest): Identity {
  if (request.identity) return request.identity;
  throw new DroverError('unauthenticated', 'You are not logged in; log in and try again.');
}

export function setSessionCookie(reply: FastifyReply, token: string, secure: boolean): void {
  reply.setCookie(SESSION_COOKIE, token, { ...cookieOptions(secure), maxAge: COOKIE_LIFETIME_S });
}

export function clearSessionCookie(reply: FastifyReply, secure: boolean): void {
  reply.clearCookie(SESSION_COOKIE, cookieOptions(secure));
}

const cookieOptions = (secure: boolean) =>
  ({ httpOnly: true, sameSite: 'strict', path: '/', secure }) as const;
