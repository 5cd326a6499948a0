import { Health, PROTOCOL_VERSION, Ready, Version } from '@drover/protocol';
import { HUB_VERSION } from '../version.ts';
import type { App } from './app.ts';

/** For supervisors and proxies; open to everyone. `isReady`: database and sockets are up. */
export function statusRoutes(app: App, isReady: () => boolean): void {
  app.get(
    '/api/health',
    { schema: { tags: ['Status'], summary: 'Whether the process lives', response: { 200: Health } } },
    async () => ({ status: 'ok' as const }),
  );

  app.get(
    '/api/ready',
    {
      schema: {
        tags: ['Status'],
        summary: 'Whether the hub can serve',
        response: { 200: Ready, 503: Ready },
      },
    },
    async (_request, reply) => {
      const ready = isReady();
      return reply
        .code(ready ? 200 : 503)
        .send({ ready, problems: ready ? [] : ['The hub is starting or stopping.'] });
    },
  );

  app.get(
    '/api/version',
    { schema: { tags: ['Status'], summary: 'Version of hub and protocol', response: { 200: Version } } },
    async () => ({ version: HUB_VERSION, protocol: PROTOCOL_VERSION }),
  );
}
