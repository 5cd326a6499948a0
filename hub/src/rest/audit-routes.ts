import { Readable } from 'node:stream';
import { type AuditLine, AuditPage, AuditQuery } from '@drover/protocol';
import type { AuditStore } from '../audit/audit-store.ts';
import type { App } from './app.ts';
import { withErrors } from './schemas.ts';

const AuditExportQuery = AuditQuery.pick({ q: true, action: true, since: true, until: true });

export function auditRoutes(app: App, audit: AuditStore): void {
  app.get(
    '/api/audit',
    {
      schema: {
        tags: ['Audit'],
        summary: 'Who did what, newest first',
        querystring: AuditQuery,
        response: withErrors({ 200: AuditPage }),
      },
    },
    async (request) => audit.page(request.query),
  );

  app.get(
    '/api/audit.jsonl',
    {
      // For HEAD, Fastify would read all of it to throw it away.
      exposeHeadRoute: false,
      schema: {
        tags: ['Audit'],
        summary: 'All that matches, oldest first, as a JSON object a line',
        querystring: AuditExportQuery,
      },
    },
    async (request, reply) =>
      reply
        .type('application/jsonl; charset=utf-8')
        .header('content-disposition', 'attachment; filename="drover-audit.jsonl"')
        .send(Readable.from(texts(audit.batches(request.query)))),
  );
}

/** Read a batch at a time, as the receiver takes them. */
function* texts(batches: Iterable<AuditLine[]>): Generator<string> {
  for (const lines of batches) yield lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}
