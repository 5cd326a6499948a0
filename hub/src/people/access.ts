import { type LoginMethod, lowerRole, type UserId } from '@drover/protocol';
import type { ApiTokenRow, ApiTokenStore } from './api-token-store.ts';
import type { Identity, Key } from './identity.ts';
import type { LoginRow, LoginSessionStore } from './login-session-store.ts';
import type { UserRow } from './user-store.ts';

type Stores = { logins: LoginSessionStore; tokens: ApiTokenStore };

/** Who asks, by what proves it; and whether a proof still holds. */
export class Access {
  readonly #stores: Stores;
  readonly #listeners = new Set<(userId: UserId) => void>();

  constructor(stores: Stores) {
    this.#stores = stores;
  }

  /** Whose cookie this is, if anyone's. */
  byCookie(cookie: string | undefined, address: string): Identity | undefined {
    const found = cookie ? this.#stores.logins.use(cookie) : undefined;
    return found && ofLogin(found.login, found.user, address);
  }

  /** Whose API token this is, if anyone's. */
  byToken(secret: string, address: string): Identity | undefined {
    const found = this.#stores.tokens.use(secret);
    return found && ofToken(found.token, found.user, address);
  }

  /** The same identity as it is now, or undefined when it has ended. Counts as use. */
  now({ key, address }: Identity): Identity | undefined {
    if (key.kind === 'login') {
      const found = this.#stores.logins.useAgain(key.loginId);
      return found && ofLogin(found.login, found.user, address);
    }
    const found = this.#stores.tokens.useAgain(key.tokenId);
    return found && ofToken(found.token, found.user, address);
  }

  /** Called when something of what a person may do, or how they prove who they are, has changed. */
  onChange(listener: (userId: UserId) => void): void {
    this.#listeners.add(listener);
  }

  changed(userId: UserId): void {
    for (const listener of this.#listeners) listener(userId);
  }
}

/** How a person logs in who has no password here. */
export const methodOf = (user: UserRow): LoginMethod => (user.passwordHash === '' ? 'oidc' : 'password');

const ofLogin = ({ loginSessionId, method }: LoginRow, user: UserRow, address: string): Identity =>
  identity(user, method, { kind: 'login', loginId: loginSessionId }, address);

function ofToken({ tokenId, scope }: ApiTokenRow, user: UserRow, address: string): Identity {
  const role = lowerRole(scope, user.role);
  return identity({ ...user, role }, methodOf(user), { kind: 'token', tokenId }, address);
}

const identity = (
  { userId, name, role }: UserRow,
  loginMethod: LoginMethod,
  key: Key,
  address: string,
): Identity => ({ userId, name, role, loginMethod, key, address });
