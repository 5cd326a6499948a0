import { Host, HostList } from '@drover/protocol';
import type { Fleet } from '../fleet/fleet.ts';
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
