import {
  DroverError,
  type Login,
  type LoginBody,
  type LoginMethod,
  type Me,
  type User,
} from '@drover/protocol';
import type { AuditStore } from '../audit/audit-store.ts';
import type { Guesses } from '../limits/guesses.ts';
import type { Access } from './access.ts';
import type { Client, Identity } from './identity.ts';
import type { LoginSessionStore } from './login-session-store.ts';
import { isPasswordRight, NO_PASSWORD } from './passwords.ts';
import type { UserStore } from './user-store.ts';

/** `token` is for the browser's cookie. */
export type LoggedIn = Me & { token: string };

type Parts = {
  users: UserStore;
  logins: LoginSessionStore;
  access: Access;
  audit: AuditStore;
  guesses: Guesses;
};

/** Who is logged in where, and since when no longer. */
export class Logins {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Throws `invalid_credentials` with one text for all that can be wrong, or `rate_limited`. */
  async logIn({ name, password }: LoginBody, client: Client): Promise<LoggedIn> {
    const { users, audit, guesses } = this.#parts;
    const { address } = client;
    const guess = guesses.begin(address, `login ${name}`);
    const { passwordHash } = users.findByName(name) ?? { passwordHash: '' };
    const isRight = await isPasswordRight(password, passwordHash || NO_PASSWORD);
    // Hashing took its time: the password may be another one meanwhile.
    const user = users.findByName(name);
    if (!user || !isRight || user.disabledAt !== null || user.passwordHash !== passwordHash) {
      // A name that is nobody's may be a password in the wrong field.
      const subject = user && { subject: user.userId };
      audit.record({ actor: 'hub', action: 'login_failed', ...subject, address });
      throw new DroverError('invalid_credentials', 'Name or password is wrong.');
    }
    guess.right();
    return this.open(user, 'password', client);
  }

  /** Logs in somebody who has proven who they are. */
  open({ userId, name, role }: User, method: LoginMethod, client: Client): LoggedIn {
    const token = this.#parts.logins.open(userId, method, client);
    const { address } = client;
    this.#parts.audit.record({
      actor: userId,
      action: 'login',
      subject: userId,
      address,
      detail: { method },
    });
    return { user: { userId, name, role }, loginMethod: method, token };
  }

  logOut(identity: Identity): void {
    this.#parts.logins.close(loginIdOf(identity));
    this.#ended(identity, 'logout');
  }

  list(identity: Identity): Login[] {
    const current = loginIdOf(identity);
    return this.#parts.logins.of(identity.userId).map(({ loginSessionId: loginId, ...row }) => ({
      loginId,
      current: loginId === current,
      address: row.address,
      userAgent: row.userAgent,
      createdAt: row.createdAt,
      lastUsedAt: row.lastUsedAt,
    }));
  }

  /** Throws `not_found`. */
  end(identity: Identity, loginId: string): void {
    if (!this.#parts.logins.of(identity.userId).some((row) => row.loginSessionId === loginId)) {
      throw new DroverError('not_found', 'You have no such login; it may have ended already.');
    }
    this.#parts.logins.close(loginId);
    this.#ended(identity, 'login_ended');
  }

  endOthers(identity: Identity): void {
    const ended = this.#parts.logins.closeAll(identity.userId, loginIdOf(identity));
    this.#ended(identity, 'login_ended', { ended });
  }

  #ended({ userId, address }: Identity, action: string, detail?: Record<string, unknown>): void {
    this.#parts.audit.record({ actor: userId, action, subject: userId, address, ...(detail && { detail }) });
    this.#parts.access.changed(userId);
  }
}

/** Throws `forbidden` for one who came with a token. */
export function loginIdOf({ key }: Identity): string {
  if (key.kind === 'login') return key.loginId;
  throw new DroverError('forbidden', 'An API token has no login; do this in the dashboard.');
}
