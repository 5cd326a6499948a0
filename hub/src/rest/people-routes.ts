import { LoginBody, Me, SetupBody, SetupState } from '@drover/protocol';
import { z } from 'zod';
import type { People } from '../people/people.ts';
import type { App } from './app.ts';
import { clearSessionCookie, identityOf, requireLogin, setSessionCookie } from './login.ts';
import { withErrors } from './schemas.ts';

/** `secure`: the cookie is for https only. */
export function peopleRoutes(app: App, people: People, secure: boolean): void {
  app.get(
    '/api/setup',
    {
      schema: {
        tags: ['People'],
        summary: 'Whether the first account is still to be made',
        response: { 200: SetupState },
      },
    },
    async () => ({ open: people.isSetupOpen }),
  );

  app.post(
    '/api/setup',
    {
      schema: {
        tags: ['People'],
        summary: 'Make the first account',
        body: SetupBody,
        response: withErrors({ 201: Me }),
      },
    },
    async (request, reply) => {
      const { user, token } = await people.setUp(request.body, request.ip);
      setSessionCookie(reply, token, secure);
      return reply.code(201).send({ user, loginMethod: 'password' as const });
    },
  );

  app.post(
    '/api/login',
    { schema: { tags: ['People'], summary: 'Log in', body: LoginBody, response: withErrors({ 200: Me }) } },
    async (request, reply) => {
      const { user, token } = await people.logIn(request.body, request.ip);
      setSessionCookie(reply, token, secure);
      return { user, loginMethod: 'password' as const };
    },
  );

  app.post(
    '/api/logout',
    {
      onRequest: requireLogin(people),
      schema: { tags: ['People'], summary: 'Log out', response: withErrors({ 204: z.undefined() }) },
    },
    async (request, reply) => {
      people.logOut(identityOf(request));
      clearSessionCookie(reply, secure);
      return reply.code(204).send();
    },
  );

  app.get(
    '/api/me',
    {
      onRequest: requireLogin(people),
      schema: { tags: ['People'], summary: 'Who I am', response: withErrors({ 200: Me }) },
    },
    async (request) => {
      const { userId, name, role, loginMethod } = identityOf(request);
      return { user: { userId, name, role }, loginMethod };
    },
  );
}
