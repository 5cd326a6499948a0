import type { AuditStore } from '../audit/audit-store.ts';
import type { HubConfig } from '../config/config.ts';
import type { Database } from '../db/database.ts';
import { Guesses } from '../limits/guesses.ts';
import { Access } from './access.ts';
import { Accounts } from './accounts.ts';
import { ApiTokenStore } from './api-token-store.ts';
import { ApiTokens } from './api-tokens.ts';
import { InviteStore } from './invite-store.ts';
import { Invites } from './invites.ts';
import { LoginSessionStore } from './login-session-store.ts';
import { Logins } from './logins.ts';
import { Setup } from './setup.ts';
import { UserStore } from './user-store.ts';

type Options = { config: HubConfig; db: Database; audit: AuditStore; url: () => string };

/** All that has to do with people, and who asks. `url`: where people reach the hub. */
export class People {
  readonly access: Access;
  readonly accounts: Accounts;
  readonly logins: Logins;
  readonly tokens: ApiTokens;
  readonly invites: Invites;
  readonly setup: Setup;

  constructor({ config, db, audit, url }: Options) {
    const { clock, timings, rates } = config;
    const loginSessions = new LoginSessionStore(db, clock, timings);
    loginSessions.removeExpired();
    const guesses = new Guesses({
      perThing: rates.failedLoginsPerMinute,
      perAddress: rates.failedLoginsPerAddressPerMinute,
      clock,
    });
    const tokens = new ApiTokenStore(db, clock);
    const invites = new InviteStore(db, clock);
    const access = new Access({ logins: loginSessions, tokens });
    const shared = { db, users: new UserStore(db), invites, tokens, access, audit, guesses, clock };
    const rolesFromProvider = config.oidc !== null && config.oidc.roles.size > 0;
    const accounts = new Accounts({ ...shared, logins: loginSessions, rolesFromProvider });
    const logins = new Logins({ ...shared, logins: loginSessions });
    this.access = access;
    this.accounts = accounts;
    this.logins = logins;
    this.tokens = new ApiTokens(shared);
    this.invites = new Invites({ ...shared, loginSessions, accounts, logins, url });
    this.setup = new Setup({ ...shared, logins, setupCodeMs: timings.setupCode });
  }
}
