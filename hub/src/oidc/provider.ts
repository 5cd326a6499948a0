import * as client from 'openid-client';
import type { OidcConfig } from '../config/oidc.ts';
import { OidcProblem } from './oidc-problem.ts';
import { type Profile, profileOf } from './profile.ts';

/** For each request to the provider. */
const TIMEOUT_S = 10;

/** What the answer to one login must show. */
export type Checks = { state: string; nonce: string; codeVerifier: string };

/** The identity provider: where people are sent, and what it says of them when they are back. */
export class Provider {
  readonly #config: OidcConfig;
  #found: client.Configuration | undefined;

  constructor(config: OidcConfig) {
    this.#config = config;
  }

  /** Where to send the browser. Throws `OidcProblem`. */
  async begin(redirectUri: string): Promise<{ url: URL; checks: Checks }> {
    const found = await this.#discover();
    const checks = {
      state: client.randomState(),
      nonce: client.randomNonce(),
      codeVerifier: client.randomPKCECodeVerifier(),
    };
    const url = client.buildAuthorizationUrl(found, {
      redirect_uri: redirectUri,
      scope: this.#config.scopes,
      state: checks.state,
      nonce: checks.nonce,
      code_challenge: await client.calculatePKCECodeChallenge(checks.codeVerifier),
      code_challenge_method: 'S256',
    });
    return { url, checks };
  }

  /** Who came back to `url`. Throws `OidcProblem`. */
  async finish(url: URL, { state, nonce, codeVerifier }: Checks): Promise<Profile> {
    try {
      const found = await this.#discover();
      const tokens = await client.authorizationCodeGrant(found, url, {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: codeVerifier,
      });
      const claims = tokens.claims();
      if (!claims) throw new OidcProblem('oidc_failed');
      const told = found.serverMetadata().userinfo_endpoint
        ? await client.fetchUserInfo(found, tokens.access_token, claims.sub)
        : {};
      return profileOf([claims, told], `${claims.iss} ${claims.sub}`, this.#config.groupsClaim);
    } catch (error) {
      throw problemOf(error);
    }
  }

  /** Asked anew as long as it fails, so that a hub starts also while its provider is down. */
  async #discover(): Promise<client.Configuration> {
    if (this.#found) return this.#found;
    const { issuer, clientId, clientSecret } = this.#config;
    const proof = clientSecret === null ? client.None() : client.ClientSecretBasic(clientSecret);
    const execute = [client.enableNonRepudiationChecks];
    if (issuer.protocol === 'http:') execute.push(client.allowInsecureRequests);
    try {
      this.#found = await client.discovery(issuer, clientId, undefined, proof, {
        execute,
        timeout: TIMEOUT_S,
      });
      return this.#found;
    } catch (error) {
      throw new OidcProblem('oidc_unavailable', { cause: error });
    }
  }
}

function problemOf(error: unknown): OidcProblem {
  if (error instanceof OidcProblem) return error;
  if (error instanceof client.AuthorizationResponseError && error.error === 'access_denied') {
    return new OidcProblem('oidc_denied', { cause: error });
  }
  const isSilent = error instanceof client.ClientError && error.code === 'OAUTH_TIMEOUT';
  return new OidcProblem(isSilent || isUnreachable(error) ? 'oidc_unavailable' : 'oidc_failed', {
    cause: error,
  });
}

/** How `fetch` says that there was no answer. */
const isUnreachable = (error: unknown) => error instanceof TypeError && error.message === 'fetch failed';
