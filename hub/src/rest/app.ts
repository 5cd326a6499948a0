import { randomUUID } from 'node:crypto';
import { DroverError } from '@drover/protocol';
import cookie from '@fastify/cookie';
import Fastify, { type FastifyBaseLogger, type FastifyRequest, LogController } from 'fastify';
import { serializerCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Doors } from '../doors/doors.ts';
import { setSecurityHeaders } from '../doors/security-headers.ts';
import type { Logger } from '../log/logger.ts';
import { answerError } from './errors.ts';
import { validatorCompiler } from './validation.ts';

const MAX_BODY_BYTES = 1024 * 1024;
/** For a whole request to arrive. */
const REQUEST_TIMEOUT_MS = 30_000;
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

export type App = ReturnType<typeof createApp>;

/** The HTTP server with its doors, error answers and schemas, without routes. */
export function createApp(doors: Doors, log: Logger) {
  const app = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    forceCloseConnections: true,
    genReqId: () => randomUUID(),
    requestIdHeader: false,
    frameworkErrors: answerError,
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(answerError);
  app.removeContentTypeParser('text/plain');
  app.register(cookie);
  app.addHook('onRequest', async (request) => guard(doors, request));
  app.addHook('onResponse', async ({ method, routeOptions, log }, { statusCode, elapsedTime }) => {
    log.debug({ method, route: routeOptions.url, statusCode, elapsedTime }, 'request answered');
  });
  return app;
}

/** Puts our headers on whatever is answered, Socket.IO's own answers included: call it last. */
export function addSecurityHeaders(app: App, doors: Doors): void {
  app.server.prependListener('request', (request, response) => setSecurityHeaders(doors, request, response));
}

/** Before anything is known of the sender, and before the body is read. */
function guard(doors: Doors, request: FastifyRequest): void {
  if (!doors.isHostAllowed(request.raw)) {
    throw new DroverError('bad_host', 'This hub is not reached under this name; use its public URL.');
  }
  if (!SAFE_METHODS.has(request.method) && !doors.isOriginAllowed(request.raw)) {
    throw new DroverError('bad_origin', 'Changes are accepted from the dashboard of this hub only.');
  }
  if (request.headers['content-encoding'] !== undefined) {
    throw new DroverError('unsupported_media_type', 'Send the body as application/json, not compressed.');
  }
}
