import { Host, HostList, ProjectList } from '@drover/protocol';
import type { Fleet } from '../fleet/fleet.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { App } from './app.ts';
import { HostParams, withErrors } from './schemas.ts';

export function hostRoutes(app: App, fleet: Fleet): void {
  app.get(
    '/api/hosts',
    { schema: { tags: ['Hosts'], summary: 'All hosts', response: withErrors({ 200: HostList }) } },
    async () => ({ hosts: fleet.hosts() }),
  );

  app.get(
    '/api/hosts/:hostId',
    {
      schema: {
        tags: ['Hosts'],
        summary: 'One host',
        params: HostParams,
        response: withErrors({ 200: Host }),
      },
    },
    async (request) => fleet.host(request.params.hostId),
  );
}

export function projectRoutes(app: App, fleet: Fleet, sessions: Sessions): void {
  app.get(
    '/api/hosts/:hostId/projects',
    {
      schema: {
        tags: ['Hosts'],
        summary: 'Where sessions can be started, asked of the host',
        params: HostParams,
        response: withErrors({ 200: ProjectList }),
      },
    },
    async (request) => sessions.listProjects(fleet.host(request.params.hostId)),
  );
}
