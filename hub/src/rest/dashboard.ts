import { existsSync } from 'node:fs';
import path from 'node:path';
import { DroverError } from '@drover/protocol';
import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AddGroup } from './access.ts';
import { notFound } from './errors.ts';
import { wantsPage } from './wants-page.ts';

const INDEX = 'index.html';

/** Vite puts the hash of its content into the name of each file in `assets`. */
const HASHED = `${path.sep}assets${path.sep}`;

/** Serves the built dashboard, whose pages are all drawn by `index.html`, and answers what nobody else answers. */
export function addDashboard(
  group: AddGroup,
  webDir: string | null,
  methodsOf: (path: string) => string[],
): void {
  const isBuilt = webDir !== null && existsSync(path.join(webDir, INDEX));
  group('open', (routes) => {
    if (isBuilt) {
      routes.register(fastifyStatic, {
        root: webDir,
        cacheControl: false,
        setHeaders: (reply, file) => {
          reply.header('cache-control', cacheControlOf(file));
        },
      });
    }
    routes.setNotFoundHandler((request, reply) => {
      refuseApi(request, reply, methodsOf);
      if (!wantsPage(request)) throw notFound();
      if (isBuilt) return reply.sendFile(INDEX);
      return reply.code(503).type('text/html; charset=utf-8').send(NOT_BUILT);
    });
  });
}

function refuseApi(
  request: FastifyRequest,
  reply: FastifyReply,
  methodsOf: (path: string) => string[],
): void {
  const [pathname = ''] = request.url.split('?');
  const methods = methodsOf(pathname);
  if (methods.length > 0) {
    reply.header('allow', methods.join(', '));
    throw new DroverError('method_not_allowed', `This address answers to ${methods.join(', ')} only.`);
  }
  if (pathname === '/api' || pathname.startsWith('/api/')) throw notFound();
}

const cacheControlOf = (file: string) =>
  file.includes(HASHED) ? 'public, max-age=31536000, immutable' : 'no-cache';

const NOT_BUILT = `<!doctype html>
<html lang="en">
<title>Drover</title>
<h1>The dashboard has not been built</h1>
<p>The hub is running. Build its dashboard with <code>pnpm --filter @drover/web build</code>, then start the hub
with <code>--web-dir web/dist</code>; <code>npm start</code> does both.</p>
</html>
`;
