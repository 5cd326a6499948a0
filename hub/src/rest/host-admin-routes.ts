import {
  DeleteHostBody,
  Host,
  HostDeletion,
  RegisteredHost,
  RegisterHostBody,
  RenameHostBody,
  RotateTokenBody,
} from '@drover/protocol';
import { z } from 'zod';
import type { Hosts } from '../hosts/hosts.ts';
import { identityOf } from './access.ts';
import type { App } from './app.ts';
import { HostParams, withErrors } from './schemas.ts';

/** What only admins may do with hosts. */
export function hostAdminRoutes(app: App, hosts: Hosts): void {
  registrationRoutes(app, hosts);
  removalRoutes(app, hosts);
}

function registrationRoutes(app: App, hosts: Hosts): void {
  app.post(
    '/api/hosts',
    {
      schema: {
        tags: ['Hosts'],
        summary: 'Register a host; without `host_token` the hub makes one and shows it this once',
        body: RegisterHostBody,
        response: withErrors({ 201: RegisteredHost }),
      },
    },
    async (request, reply) => {
      const { name, host_token } = request.body;
      return reply.code(201).send(hosts.register(name, host_token, identityOf(request)));
    },
  );

  app.patch(
    '/api/hosts/:hostId',
    {
      schema: {
        tags: ['Hosts'],
        summary: 'Rename a host',
        params: HostParams,
        body: RenameHostBody,
        response: withErrors({ 200: Host }),
      },
    },
    async (request) => hosts.rename(request.params.hostId, request.body.name, identityOf(request)),
  );

  app.post(
    '/api/hosts/:hostId/token',
    {
      schema: {
        tags: ['Hosts'],
        summary: 'Give a host a new token; the one before works until this one is first used',
        params: HostParams,
        body: RotateTokenBody,
        response: withErrors({ 200: RegisteredHost }),
      },
    },
    async (request) => hosts.rotateToken(request.params.hostId, request.body.host_token, identityOf(request)),
  );
}

function removalRoutes(app: App, hosts: Hosts): void {
  app.post(
    '/api/hosts/:hostId/revoke',
    {
      schema: {
        tags: ['Hosts'],
        summary: 'Let no daemon of this host in any more, and put out the one that is',
        params: HostParams,
        response: withErrors({ 200: Host }),
      },
    },
    async (request) => hosts.revoke(request.params.hostId, identityOf(request)),
  );

  app.get(
    '/api/hosts/:hostId/deletion',
    {
      schema: {
        tags: ['Hosts'],
        summary: 'How many sessions would go with a host',
        params: HostParams,
        response: withErrors({ 200: HostDeletion }),
      },
    },
    async (request) => hosts.deletion(request.params.hostId),
  );

  app.delete(
    '/api/hosts/:hostId',
    {
      schema: {
        tags: ['Hosts'],
        summary: 'Forget a host and all its sessions; its agents go on, on their machine',
        params: HostParams,
        body: DeleteHostBody,
        response: withErrors({ 204: z.undefined() }),
      },
    },
    async (request, reply) => {
      hosts.delete(request.params.hostId, request.body.name, identityOf(request));
      return reply.code(204).send();
    },
  );
}
