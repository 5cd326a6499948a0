import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Buckets } from '../limits/buckets.ts';
import type { Oidc } from '../oidc/oidc.ts';
import { OidcProblem } from '../oidc/oidc-problem.ts';
import { ReturnTo } from '../oidc/return-to.ts';
import type { App } from './app.ts';
import { clientOf, logIn } from './session-cookie.ts';

const COOKIE = 'drover_oidc';
const LOGIN = '/api/oidc/login';
const CALLBACK = '/api/oidc/callback';
/** Of each of both, per address: anybody may ask, and an answer that proves nothing is a line in the audit. */
const ASKED_PER_SECOND = 5;

type Options = {
  /** The cookies are for https only. */
  secure: boolean;
  /** Where people reach the hub, and the provider sends them back to. */
  url: () => string;
};

/** Where the browser goes for a login at the identity provider. What goes wrong is told on the login page. */
export function oidcRoutes(app: App, oidc: Oidc, { secure, url }: Options): void {
  const beginnings = new Buckets(ASKED_PER_SECOND);
  const returns = new Buckets(ASKED_PER_SECOND);
  // Lax: it must come along when the provider, another site, sends the browser back.
  const cookie = { httpOnly: true, sameSite: 'lax', path: CALLBACK, secure } as const;

  app.get(
    LOGIN,
    {
      schema: {
        tags: ['Login'],
        summary: 'Sends the browser to the identity provider',
        querystring: z.strictObject({ returnTo: ReturnTo.default('/') }),
      },
    },
    async (request, reply) => {
      beginnings.take(request.ip);
      const { returnTo } = request.query;
      // The cookie must be of the name that the provider sends the browser back to.
      if (request.headers.host !== new URL(url()).host) {
        return reply.redirect(`${url()}${LOGIN}?returnTo=${encodeURIComponent(returnTo)}`, 303);
      }
      return orProblem(request, reply, async () => {
        const { url: there, secret } = await oidc.begin(url() + CALLBACK, returnTo);
        reply.setCookie(COOKIE, secret, cookie);
        return there.href;
      });
    },
  );

  app.get(
    CALLBACK,
    { schema: { tags: ['Login'], summary: 'Where the identity provider sends the browser back to' } },
    async (request, reply) => {
      returns.take(request.ip);
      return orProblem(request, reply, async () => {
        const secret = request.cookies[COOKIE] ?? '';
        reply.clearCookie(COOKIE, cookie);
        const { returnTo, ...loggedIn } = await oidc.finish(secret, queryOf(request), clientOf(request));
        logIn(reply, loggedIn, secure);
        return returnTo;
      });
    },
  );
}

const queryOf = ({ url }: FastifyRequest) => url.slice(url.indexOf('?') + 1);

/** Redirects to where `act` says, or to the login page with what is wrong. */
async function orProblem(
  request: FastifyRequest,
  reply: FastifyReply,
  act: () => Promise<string>,
): Promise<FastifyReply> {
  try {
    return reply.redirect(await act(), 303);
  } catch (error) {
    if (!(error instanceof OidcProblem)) throw error;
    request.log.warn(
      { problem: error.code, reason: error.reason },
      'a login at the identity provider failed',
    );
    return reply.redirect(`/login?problem=${error.code}`, 303);
  }
}
