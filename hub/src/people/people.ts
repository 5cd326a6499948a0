import { DroverError, type LoginBody, type SetupBody, type User } from '@drover/protocol';
import type { AuditStore } from '../audit/audit-store.ts';
import { Attempts } from '../limits/attempts.ts';
import type { Identity } from './identity.ts';
import type { LoginSessionStore } from './login-session-store.ts';
import { hashPassword, isPasswordRight, NO_PASSWORD } from './passwords.ts';
import { SetupCode } from './setup-code.ts';
import type { UserStore } from './user-store.ts';

export type LoggedIn = { user: User; token: string };

type Parts = {
  users: UserStore;
  logins: LoginSessionStore;
  audit: AuditStore;
  clock: () => number;
  setupCodeMs: number;
  failedLoginsPerMinute: number;
};

/** Accounts and logins: how the first account is made, who is logged in, and since when no longer. */
export class People {
  readonly #parts: Parts;
  readonly #failures: Attempts;
  readonly #logoutListeners = new Set<(loginSessionId: string) => void>();
  #setup: SetupCode | null;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#failures = new Attempts(parts.failedLoginsPerMinute, parts.clock);
    this.#setup = parts.users.hasAny() ? null : new SetupCode(parts.clock, parts.setupCodeMs);
  }

  /** The code of the setup link, or null when there is an account already. */
  get setupCode(): string | null {
    return this.#setup?.code ?? null;
  }

  get isSetupOpen(): boolean {
    return this.#setup !== null;
  }

  /** Makes the first account. Throws `setup_closed`, `invalid_credentials`, `rate_limited`. */
  async setUp(body: SetupBody, address: string): Promise<LoggedIn> {
    this.#checkSetupCode(body.code, address);
    const passwordHash = await hashPassword(body.password);
    const user = this.#parts.users.addFirst(body.name, passwordHash, this.#parts.clock());
    if (!user) throw setupClosed('This hub has its first account already; log in instead.');
    this.#setup = null;
    this.#parts.audit.record({ actor: user.userId, action: 'setup', subject: user.userId });
    return { user, token: this.#parts.logins.open(user.userId) };
  }

  /** Throws `invalid_credentials` with one text for all that can be wrong, or `rate_limited`. */
  async logIn(body: LoginBody, address: string): Promise<LoggedIn> {
    const key = `${address} ${body.name}`;
    this.#refuseGuessing(key);
    // Counted before it is known to be wrong, so that many attempts at once do not slip through together.
    this.#failures.add(key);
    const row = this.#parts.users.findByName(body.name);
    const isRight = await isPasswordRight(body.password, row?.passwordHash ?? NO_PASSWORD);
    if (!row || !isRight) throw new DroverError('invalid_credentials', 'Name or password is wrong.');
    this.#failures.clear(key);
    this.#parts.audit.record({ actor: row.userId, action: 'login', subject: row.userId });
    const { userId, name, role } = row;
    return { user: { userId, name, role }, token: this.#parts.logins.open(userId) };
  }

  logOut(identity: Identity): void {
    this.#parts.logins.close(identity.loginSessionId);
    this.#parts.audit.record({ actor: identity.userId, action: 'logout', subject: identity.userId });
    for (const listener of this.#logoutListeners) listener(identity.loginSessionId);
  }

  /** Whose token this is, if anyone's. */
  identify(token: string | undefined): Identity | undefined {
    return token ? this.#parts.logins.use(token) : undefined;
  }

  onLogout(listener: (loginSessionId: string) => void): void {
    this.#logoutListeners.add(listener);
  }

  #checkSetupCode(code: string, address: string): void {
    const key = `${address} setup`;
    if (!this.#setup) throw setupClosed('This hub has its first account already; log in instead.');
    this.#refuseGuessing(key);
    if (this.#setup.isExpired()) {
      throw setupClosed('This setup link has expired; restart the hub to get a new one.');
    }
    if (!this.#setup.matches(code)) {
      this.#failures.add(key);
      throw new DroverError('invalid_credentials', 'This is not the current setup link; use the latest one.');
    }
  }

  #refuseGuessing(key: string): void {
    if (!this.#failures.isExhausted(key)) return;
    throw new DroverError('rate_limited', 'Too many failed attempts; wait a minute and try again.');
  }
}

const setupClosed = (message: string) => new DroverError('setup_closed', message);
