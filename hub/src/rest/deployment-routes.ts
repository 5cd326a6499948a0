import { Deployment, DeploymentQuery } from '@drover/protocol';
import type { Doors } from '../doors/doors.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { deploymentOf } from '../hosts/deployments.ts';
import type { App } from './app.ts';
import { HostParams, withErrors } from './schemas.ts';

export function deploymentRoutes(app: App, fleet: Fleet, doors: Doors): void {
  app.get(
    '/api/hosts/:hostId/deployment',
    {
      schema: {
        tags: ['Hosts'],
        summary: 'How the daemon of a host is brought onto its machine, step by step',
        params: HostParams,
        querystring: DeploymentQuery,
        response: withErrors({ 200: Deployment }),
      },
    },
    async ({ params, query, raw }) => deploymentOf(fleet.host(params.hostId), doors.addressFor(raw), query),
  );
}
