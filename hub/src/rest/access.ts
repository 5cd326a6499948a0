import { DroverError, hasRole, type Role } from '@drover/protocol';
import type { FastifyRequest, RouteOptions } from 'fastify';
import type { Access } from '../people/access.ts';
import { type Identity, SESSION_COOKIE } from '../people/identity.ts';
import type { App } from './app.ts';
import { bearerTokenOf } from './bearer.ts';

/** Who may use a route. `account`: a person in a browser, about their own account; no API token. */
export type Needed = 'open' | 'account' | Role;

declare module 'fastify' {
  interface FastifyRequest {
    /** Set on routes that are not open. */
    identity: Identity | null;
  }
  interface FastifyContextConfig {
    needed?: Needed;
  }
}

/** Adds routes for which one needs the same. */
export type AddGroup = (needed: Needed, add: (routes: App) => void) => void;

/** The only way to add routes: a hub with a route for which nobody has decided does not start. */
export function routeGroups(app: App, access: Access): AddGroup {
  app.decorateRequest('identity', null);
  const all: RouteOptions[] = [];
  app.addHook('onRoute', (route) => {
    all.push(route);
  });
  app.addHook('onReady', async () => {
    const undecided = all.find(({ config }) => config?.needed === undefined);
    if (undecided) throw new Error(`${undecided.method} ${undecided.url} is in no group: who may use it?`);
  });
  return (needed, add) => {
    app.register(async (group) => {
      group.addHook('onRoute', (route) => {
        route.config = { ...route.config, needed };
      });
      if (needed !== 'open') group.addHook('onRequest', async (request) => admit(request, needed, access));
      add(group);
    });
  };
}

/** Who asks. Throws `unauthenticated`. */
export function identityOf(request: FastifyRequest): Identity {
  if (request.identity) return request.identity;
  throw new DroverError('unauthenticated', 'You are not logged in; log in and try again.');
}

function admit(request: FastifyRequest, needed: 'account' | Role, access: Access): void {
  request.identity = identify(request, access) ?? null;
  const identity = identityOf(request);
  if (needed === 'account') expectLogin(identity);
  else expectRole(identity, needed);
}

/** A token counts alone: a cookie beside it is not looked at. */
function identify({ headers, cookies, ip }: FastifyRequest, access: Access): Identity | undefined {
  const token = bearerTokenOf(headers);
  if (token === undefined) return access.byCookie(cookies[SESSION_COOKIE], ip);
  const identity = access.byToken(token, ip);
  if (identity) return identity;
  throw new DroverError('unauthenticated', 'This API token is not valid, has expired or was deleted.');
}

function expectLogin({ key }: Identity): void {
  if (key.kind === 'login') return;
  throw new DroverError('forbidden', 'API tokens may not do this; do it in the dashboard.');
}

function expectRole({ role, key }: Identity, needed: Role): void {
  if (hasRole(role, needed)) return;
  const who = key.kind === 'token' ? 'this API token has' : 'you have';
  const words = `This needs the role ${needed}, and ${who} ${role}; an admin can change roles.`;
  throw new DroverError('forbidden', words);
}
