import type { FastifyRequest } from 'fastify';

/** Whether somebody looks at the answer in a browser. */
export const wantsPage = ({ method, headers }: FastifyRequest): boolean =>
  (method === 'GET' || method === 'HEAD') && (headers.accept ?? '').includes('text/html');
