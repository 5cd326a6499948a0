import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import type { OidcConfig } from '../config/oidc.ts';

export type TestClaims = {
  sub: string;
  preferred_username?: string;
  email?: string;
  email_verified?: boolean;
  groups?: string[];
};

const CLIENT = { client_id: 'drover', client_secret: 'a secret of the test alone' };

/** A real identity provider on a free port, at which whoever `person` says logs in. */
export class TestProvider implements AsyncDisposable {
  readonly issuer: URL;
  /** Null refuses whoever comes. */
  person: TestClaims | null = null;
  /** Whether one must say so on a page of the provider. */
  asks = false;
  readonly #server: Server;
  #provider: Provider | undefined;

  private constructor(server: Server, name: string) {
    this.#server = server;
    this.issuer = new URL(`http://${name}:${(server.address() as AddressInfo).port}`);
    server.on('request', (request, response) => this.#answer(request, response));
  }

  /** `name`: of this machine. To a browser, `localhost` is another site than `127.0.0.1`. */
  static async start(name = '127.0.0.1'): Promise<TestProvider> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TestProvider(server, name);
  }

  /** What a hub is told about this provider. */
  config(change: Partial<OidcConfig> = {}): OidcConfig {
    return {
      issuer: this.issuer,
      clientId: CLIENT.client_id,
      clientSecret: CLIENT.client_secret,
      name: 'Example',
      scopes: 'openid profile email groups',
      allowed: { emails: new Set(), domains: new Set(['example.org']), groups: new Set() },
      groupsClaim: 'groups',
      roles: new Map(),
      defaultRole: 'viewer',
      ...change,
    };
  }

  /** Lets a hub at this address send people here. */
  serve(hubUrl: string): void {
    this.#provider = new Provider(this.issuer.href.replace(/\/$/, ''), {
      clients: [{ ...CLIENT, redirect_uris: [`${hubUrl}/api/oidc/callback`] }],
      claims: { profile: ['preferred_username'], email: ['email', 'email_verified'], groups: ['groups'] },
      scopes: ['openid', 'profile', 'email', 'groups'],
      cookies: { keys: ['a key of the test alone'] },
      features: { devInteractions: { enabled: false } },
      interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
      pkce: { required: () => true },
      findAccount: (_context, sub) => {
        const person = this.person;
        return person?.sub === sub ? { accountId: sub, claims: () => ({ ...person }) } : undefined;
      },
      loadExistingGrant: async (context) => {
        const { client, session } = context.oidc;
        const grant = new context.oidc.provider.Grant({
          clientId: client?.clientId ?? '',
          accountId: session?.accountId ?? '',
        });
        grant.addOIDCScope('openid profile email groups');
        await grant.save();
        return grant;
      },
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    if (!this.#provider) response.writeHead(503).end();
    else if (request.url?.startsWith('/interaction/')) this.#interact(this.#provider, request, response);
    else void this.#provider.callback()(request, response);
  }

  #interact(provider: Provider, request: IncomingMessage, response: ServerResponse): void {
    if (this.asks && !request.url?.endsWith('?yes')) {
      response.setHeader('content-type', 'text/html');
      response.end(`<!doctype html><title>Provider</title><a href="${request.url}?yes">It is me</a>`);
      return;
    }
    const refusal = { error: 'access_denied', error_description: 'nobody is here' };
    const result = this.person ? { login: { accountId: this.person.sub } } : refusal;
    void provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  }
}
