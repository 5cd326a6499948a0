import { EditPersonBody, InviteList, NewInvite, NewInviteBody, Person, PersonList } from '@drover/protocol';
import { z } from 'zod';
import type { People } from '../people/people.ts';
import { identityOf } from './access.ts';
import type { App } from './app.ts';
import { InviteParams, UserParams, withErrors } from './schemas.ts';

const done = withErrors({ 204: z.undefined() });

/** What admins do with other people. */
export function peopleRoutes(app: App, { accounts }: People): void {
  app.get(
    '/api/people',
    { schema: { tags: ['People'], summary: 'All people', response: withErrors({ 200: PersonList }) } },
    async () => ({ people: accounts.list() }),
  );

  app.patch(
    '/api/people/:userId',
    {
      schema: {
        tags: ['People'],
        summary: 'Change the role of a person; disable or enable them',
        params: UserParams,
        body: EditPersonBody,
        response: withErrors({ 200: Person }),
      },
    },
    async (request) => accounts.edit(request.params.userId, request.body, identityOf(request)),
  );

  app.delete(
    '/api/people/:userId',
    {
      schema: {
        tags: ['People'],
        summary: 'Delete a person, with logins and tokens',
        params: UserParams,
        response: done,
      },
    },
    async (request, reply) => {
      accounts.remove(request.params.userId, identityOf(request));
      return reply.code(204).send();
    },
  );
}

/** Links for accounts to be made, and for passwords to be chosen anew. */
export function inviteRoutes(app: App, { invites }: People): void {
  app.post(
    '/api/people/:userId/reset',
    {
      schema: {
        tags: ['People'],
        summary: 'Make a link by which a person chooses a new password',
        params: UserParams,
        response: withErrors({ 201: NewInvite }),
      },
    },
    async (request, reply) =>
      reply.code(201).send(invites.makeReset(request.params.userId, identityOf(request))),
  );

  app.get(
    '/api/invites',
    {
      schema: {
        tags: ['People'],
        summary: 'Links that are still open',
        response: withErrors({ 200: InviteList }),
      },
    },
    async () => ({ invites: invites.list() }),
  );

  app.post(
    '/api/invites',
    {
      schema: {
        tags: ['People'],
        summary: 'Make a link by which somebody makes an account',
        body: NewInviteBody,
        response: withErrors({ 201: NewInvite }),
      },
    },
    async (request, reply) => reply.code(201).send(invites.make(request.body.role, identityOf(request))),
  );

  app.delete(
    '/api/invites/:inviteId',
    { schema: { tags: ['People'], summary: 'Take a link back', params: InviteParams, response: done } },
    async (request, reply) => {
      invites.remove(request.params.inviteId, identityOf(request));
      return reply.code(204).send();
    },
  );
}
