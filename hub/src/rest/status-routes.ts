import { Health, HubStatus, PROTOCOL_VERSION, Ready, Version } from '@drover/protocol';
import type { Metrics } from '../metrics/metrics.ts';
import { HUB_VERSION } from '../version.ts';
import type { App } from './app.ts';
import { withErrors } from './schemas.ts';

/** For supervisors and proxies; open to everyone. `problems`: what keeps the hub from doing its work. */
export function statusRoutes(app: App, problems: () => string[]): void {
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
      const found = problems();
      const ready = found.length === 0;
      return reply.code(ready ? 200 : 503).send({ ready, problems: found });
    },
  );

  app.get(
    '/api/version',
    { schema: { tags: ['Status'], summary: 'Version of hub and protocol', response: { 200: Version } } },
    async () => ({ version: HUB_VERSION, protocol: PROTOCOL_VERSION }),
  );
}

export function hubStatusRoute(app: App, status: () => HubStatus): void {
  app.get(
    '/api/status',
    {
      schema: {
        tags: ['Status'],
        summary: 'How the hub itself does: its disk, its backups, newer releases',
        response: withErrors({ 200: HubStatus }),
      },
    },
    async () => status(),
  );
}

/** Outside /api, where Prometheus looks for it. */
export function metricsRoute(app: App, metrics: Metrics): void {
  app.get(
    '/metrics',
    { schema: { tags: ['Status'], summary: 'What the hub does, for Prometheus' } },
    async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()),
  );
}
