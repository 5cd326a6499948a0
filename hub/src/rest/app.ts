import { randomUUID } from 'node:crypto';
import { DroverError } from '@drover/protocol';
import cookie from '@fastify/cookie';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyReply,
  type FastifyRequest,
  LogController,
} from 'fastify';
import { serializerCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { type Doors, hasOrigin } from '../doors/doors.ts';
import { setSecurityHeaders } from '../doors/security-headers.ts';
import type { Logger } from '../log/logger.ts';
import type { Certificate } from '../net/certificate.ts';
import type { IsTrusted } from '../net/client-address.ts';
import { bearerTokenOf } from './bearer.ts';
import { answerError } from './errors.ts';
import { acceptJson } from './json-body.ts';
import { STATUS } from './problem-status.ts';
import { validatorCompiler } from './validation.ts';
import { wantsPage } from './wants-page.ts';
import { wrongNamePage } from './wrong-name-page.ts';

const MAX_BODY_BYTES = 1024 * 1024;
/** For a whole request to arrive. */
const REQUEST_TIMEOUT_MS = 30_000;
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

export type App = ReturnType<typeof createApp>;

type AppParts = {
  doors: Doors;
  /** To serve https, else null. */
  certificate: Certificate | null;
  /** The proxies that are believed when they say where a request comes from: `request.ip`. */
  isTrusted: IsTrusted;
  log: Logger;
};

/** The HTTP server with its doors, error answers and schemas, without routes. */
export function createApp({ doors, certificate, isTrusted, log }: AppParts) {
  const app = Fastify({
    ...asPlain(certificate),
    trustProxy: isTrusted,
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
  acceptJson(app);
  app.register(cookie);
  app.addHook('onRequest', async (request, reply) => {
    if (wantsPage(request) && !doors.isHostAllowed(request.raw))
      return answerWrongName(doors, request, reply);
    guard(doors, request);
  });
  app.addHook('onResponse', async ({ method, routeOptions, log }, { statusCode, elapsedTime }) => {
    log.debug({ method, route: routeOptions.url, statusCode, elapsedTime }, 'request answered');
  });
  return app;
}

/** Fastify's types tell a server for https apart, though it is the same to all who use it. */
const asPlain = (certificate: Certificate | null): object => (certificate ? { https: certificate } : {});

/** Puts our headers on whatever is answered, Socket.IO's own answers included: call it last. */
export function addSecurityHeaders(app: App, doors: Doors): void {
  app.server.prependListener('request', (request, response) => setSecurityHeaders(doors, request, response));
}

const useOf = (doors: Doors, { raw }: FastifyRequest) =>
  `open ${doors.addresses(raw).join(' or ')}, or start the hub with PUBLIC_URL set to what the browser shows.`;

/**
 * A browser adds cookies to whatever a foreign page sends, but never an API token: who has one needs no Origin. One that
 * is there must be ours even so.
 */
function isOriginGood(doors: Doors, { method, headers, raw }: FastifyRequest): boolean {
  const hasToken = bearerTokenOf(headers) !== undefined;
  if (hasToken && !hasOrigin(raw)) return true;
  return (SAFE_METHODS.has(method) && !hasToken) || doors.isOriginAllowed(raw);
}

const answerWrongName = (doors: Doors, { raw }: FastifyRequest, reply: FastifyReply) =>
  reply
    .code(STATUS.bad_host)
    .type('text/html; charset=utf-8')
    .send(wrongNamePage(doors.addresses(raw)));

/** Before anything is known of the sender, and before the body is read. */
function guard(doors: Doors, request: FastifyRequest): void {
  if (!doors.isHostAllowed(request.raw)) {
    throw new DroverError('bad_host', `This hub is not reached under this name; ${useOf(doors, request)}`);
  }
  if (!isOriginGood(doors, request)) {
    const text = 'Changes are accepted from the dashboard of this hub, or with an API token';
    throw new DroverError('bad_origin', `${text}; ${useOf(doors, request)}`);
  }
  if (request.headers['content-encoding'] !== undefined) {
    throw new DroverError('unsupported_media_type', 'Send the body as application/json, not compressed.');
  }
}
