import {
  AcceptInviteBody,
  Invite,
  LoginBody,
  LoginOptions,
  LookAtInviteBody,
  Me,
  SetupBody,
  SetupState,
} from '@drover/protocol';
import type { People } from '../people/people.ts';
import type { App } from './app.ts';
import { withErrors } from './schemas.ts';
import { clientOf, logIn } from './session-cookie.ts';

/** `secure`, here and below: the cookie is for https only. */
export function setupRoutes(app: App, { setup }: People, secure: boolean): void {
  app.get(
    '/api/setup',
    {
      schema: {
        tags: ['Login'],
        summary: 'Whether the first account is still to be made',
        response: { 200: SetupState },
      },
    },
    async () => ({ open: setup.isOpen }),
  );

  app.post(
    '/api/setup',
    {
      schema: {
        tags: ['Login'],
        summary: 'Make the first account',
        body: SetupBody,
        response: withErrors({ 201: Me }),
      },
    },
    async (request, reply) => {
      const loggedIn = await setup.setUp(request.body, clientOf(request));
      return reply.code(201).send(logIn(reply, loggedIn, secure));
    },
  );
}

export function loginRoutes(app: App, { logins }: People, secure: boolean, options: LoginOptions): void {
  app.get(
    '/api/login-options',
    {
      schema: {
        tags: ['Login'],
        summary: 'Which ways to log in there are beside a password',
        response: { 200: LoginOptions },
      },
    },
    async () => options,
  );

  app.post(
    '/api/login',
    { schema: { tags: ['Login'], summary: 'Log in', body: LoginBody, response: withErrors({ 200: Me }) } },
    async (request, reply) => logIn(reply, await logins.logIn(request.body, clientOf(request)), secure),
  );
}

/** For who holds a link. */
export function inviteLinkRoutes(app: App, { invites }: People, secure: boolean): void {
  app.post(
    '/api/invites/look',
    {
      schema: {
        tags: ['Login'],
        summary: 'What an invite link is for',
        body: LookAtInviteBody,
        response: withErrors({ 200: Invite }),
      },
    },
    async ({ body, ip }) => invites.look(body.code, ip),
  );

  app.post(
    '/api/invites/accept',
    {
      schema: {
        tags: ['Login'],
        summary: 'Make an account by a link, or choose a new password; logs in',
        body: AcceptInviteBody,
        response: withErrors({ 200: Me }),
      },
    },
    async (request, reply) => logIn(reply, await invites.accept(request.body, clientOf(request)), secure),
  );
}
