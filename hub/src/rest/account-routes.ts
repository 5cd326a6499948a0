import { ApiTokenList, ChangePasswordBody, LoginList, NewApiToken, NewApiTokenBody } from '@drover/protocol';
import { z } from 'zod';
import type { People } from '../people/people.ts';
import { identityOf } from './access.ts';
import type { App } from './app.ts';
import { LoginParams, TokenParams, withErrors } from './schemas.ts';
import { clearSessionCookie } from './session-cookie.ts';

const done = withErrors({ 204: z.undefined() });

/** `secure`: the cookie is for https only. */
export function accountRoutes(app: App, { logins, accounts }: People, secure: boolean): void {
  app.post(
    '/api/logout',
    { schema: { tags: ['Account'], summary: 'Log out', response: done } },
    async (request, reply) => {
      logins.logOut(identityOf(request));
      clearSessionCookie(reply, secure);
      return reply.code(204).send();
    },
  );

  app.post(
    '/api/me/password',
    {
      schema: {
        tags: ['Account'],
        summary: 'Change my password; ends my other logins',
        body: ChangePasswordBody,
        response: done,
      },
    },
    async (request, reply) => {
      await accounts.changePassword(identityOf(request), request.body);
      return reply.code(204).send();
    },
  );
}

export function loginListRoutes(app: App, { logins }: People): void {
  app.get(
    '/api/me/logins',
    {
      schema: {
        tags: ['Account'],
        summary: 'Where I am logged in',
        response: withErrors({ 200: LoginList }),
      },
    },
    async (request) => ({ logins: logins.list(identityOf(request)) }),
  );

  app.delete(
    '/api/me/logins/:loginId',
    { schema: { tags: ['Account'], summary: 'End one of my logins', params: LoginParams, response: done } },
    async (request, reply) => {
      logins.end(identityOf(request), request.params.loginId);
      return reply.code(204).send();
    },
  );

  app.post(
    '/api/me/logins/end-others',
    { schema: { tags: ['Account'], summary: 'End all my logins but this one', response: done } },
    async (request, reply) => {
      logins.endOthers(identityOf(request));
      return reply.code(204).send();
    },
  );
}

export function tokenRoutes(app: App, { tokens }: People): void {
  app.get(
    '/api/me/tokens',
    {
      schema: { tags: ['Account'], summary: 'My API tokens', response: withErrors({ 200: ApiTokenList }) },
    },
    async (request) => ({ tokens: tokens.list(identityOf(request)) }),
  );

  app.post(
    '/api/me/tokens',
    {
      schema: {
        tags: ['Account'],
        summary: 'Make an API token; its secret is shown this once',
        body: NewApiTokenBody,
        response: withErrors({ 201: NewApiToken }),
      },
    },
    async (request, reply) => reply.code(201).send(tokens.make(identityOf(request), request.body)),
  );

  app.delete(
    '/api/me/tokens/:tokenId',
    {
      schema: { tags: ['Account'], summary: 'Delete one of my tokens', params: TokenParams, response: done },
    },
    async (request, reply) => {
      tokens.remove(identityOf(request), request.params.tokenId);
      return reply.code(204).send();
    },
  );
}
