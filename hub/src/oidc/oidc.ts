import type { AuditStore } from '../audit/audit-store.ts';
import type { OidcConfig } from '../config/oidc.ts';
import type { Client } from '../people/identity.ts';
import type { LoggedIn, Logins } from '../people/logins.ts';
import { OidcAccounts } from './oidc-accounts.ts';
import { OidcProblem } from './oidc-problem.ts';
import { type Pending, PendingLogins } from './pending-logins.ts';
import type { Profile } from './profile.ts';
import { Provider } from './provider.ts';

type Parts = { provider: Provider; accounts: OidcAccounts; logins: Logins; audit: AuditStore };

type Shared = Omit<ConstructorParameters<typeof OidcAccounts>[0], 'config'> & { logins: Logins };

export function createOidc(config: OidcConfig, { logins, ...shared }: Shared): Oidc {
  const accounts = new OidcAccounts({ ...shared, config });
  return new Oidc(config.name, { provider: new Provider(config), accounts, logins, audit: shared.audit });
}

/** Logging in at the identity provider. */
export class Oidc {
  /** The provider's, as the button says it. */
  readonly name: string;
  readonly #parts: Parts;
  readonly #pending = new PendingLogins();

  constructor(name: string, parts: Parts) {
    this.name = name;
    this.#parts = parts;
  }

  /** Where to send the browser, and the secret that it must bring back. Throws `OidcProblem`. */
  async begin(redirectUri: string, returnTo: string): Promise<{ url: URL; secret: string }> {
    const { url, checks } = await this.#parts.provider.begin(redirectUri);
    return { url, secret: this.#pending.add({ checks, redirectUri, returnTo }) };
  }

  /** Logs in whom the provider sends back, with what it says in `query`. Throws `OidcProblem`. */
  async finish(secret: string, query: string, client: Client): Promise<LoggedIn & { returnTo: string }> {
    const pending = this.#pending.take(secret);
    let profile: Profile | undefined;
    try {
      profile = await this.#ask(pending, query);
      const user = this.#parts.accounts.enter(profile, client.address);
      return { ...this.#parts.logins.open(user, 'oidc', client), returnTo: pending?.returnTo ?? '/' };
    } catch (error) {
      if (error instanceof OidcProblem) this.#recordFailure(error, profile, client);
      throw error;
    }
  }

  async #ask(pending: Pending | undefined, query: string): Promise<Profile> {
    if (!pending) throw new OidcProblem('oidc_failed');
    const url = new URL(pending.redirectUri);
    url.search = query;
    return this.#parts.provider.finish(url, pending.checks);
  }

  #recordFailure({ code }: OidcProblem, profile: Profile | undefined, { address }: Client): void {
    const who = profile && { email: profile.email, person: profile.subject };
    const detail = { method: 'oidc', problem: code, ...who };
    this.#parts.audit.record({ actor: 'hub', action: 'login_failed', address, detail });
  }
}
