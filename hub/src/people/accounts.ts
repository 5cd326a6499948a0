import {
  type ChangePasswordBody,
  DroverError,
  type EditPersonBody,
  type Person,
  type Role,
  type UserId,
} from '@drover/protocol';
import type { z } from 'zod';
import type { AuditStore } from '../audit/audit-store.ts';
import type { Database } from '../db/database.ts';
import type { Guesses } from '../limits/guesses.ts';
import { type Access, methodOf } from './access.ts';
import type { ApiTokenStore } from './api-token-store.ts';
import type { Identity } from './identity.ts';
import type { InviteStore } from './invite-store.ts';
import type { LoginSessionStore } from './login-session-store.ts';
import { loginIdOf } from './logins.ts';
import { hashPassword, isPasswordRight } from './passwords.ts';
import type { UserRow, UserStore } from './user-store.ts';

type Parts = {
  db: Database;
  users: UserStore;
  logins: LoginSessionStore;
  tokens: ApiTokenStore;
  invites: InviteStore;
  access: Access;
  audit: AuditStore;
  guesses: Guesses;
  clock: () => number;
  /** Whether the identity provider decides the roles of those who log in there. */
  rolesFromProvider: boolean;
};

/** The accounts that there are. One admin who needs no identity provider always stays. */
export class Accounts {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  list(): Person[] {
    return this.#parts.users.all().map(toPerson);
  }

  /** Throws `not_found`. */
  find(userId: UserId): UserRow {
    const user = this.#parts.users.find(userId);
    if (!user) throw new DroverError('not_found', 'There is no such person; they may have been deleted.');
    return user;
  }

  /** Ends the person's other logins. Throws `invalid_credentials`, `rate_limited`, `forbidden`, `unauthenticated`. */
  async changePassword(identity: Identity, body: z.infer<typeof ChangePasswordBody>): Promise<void> {
    const { db, users, logins, access, audit, guesses } = this.#parts;
    const { userId, address } = identity;
    const loginId = loginIdOf(identity);
    const { passwordHash } = expectPassword(this.find(userId));
    const guess = guesses.begin(address, `password ${userId}`);
    if (!(await isPasswordRight(body.current, passwordHash))) {
      audit.record({ actor: userId, action: 'password_refused', subject: userId, address });
      throw new DroverError('invalid_credentials', 'The current password is wrong.');
    }
    guess.right();
    const next = await hashPassword(body.next);
    if (!access.now(identity)) throw new DroverError('unauthenticated', 'Your login has ended meanwhile.');
    db.transaction(() => {
      users.change(userId, { passwordHash: next });
      logins.closeAll(userId, loginId);
      audit.record({ actor: userId, action: 'password_changed', subject: userId, address });
    });
    access.changed(userId);
  }

  /** Throws `not_found`, `last_admin`, `forbidden`. */
  edit(userId: UserId, { role, disabled }: z.infer<typeof EditPersonBody>, actor: Identity): Person {
    const user = this.find(userId);
    const isDisabled = user.disabledAt !== null;
    this.#parts.db.transaction(() => {
      if (role !== undefined && role !== user.role) this.#setRole(user, role, actor);
      if (disabled === true && !isDisabled) this.#disable(user, actor);
      if (disabled === false && isDisabled) this.#enable(user, actor);
    });
    this.#parts.access.changed(userId);
    return toPerson(this.find(userId));
  }

  /** With logins and tokens. Throws `not_found`, `last_admin`. */
  remove(userId: UserId, actor: Identity): void {
    const user = this.find(userId);
    this.#expectNotLast(user);
    this.#parts.db.transaction(() => {
      this.#record(actor, 'person_deleted', user);
      this.#parts.users.remove(userId);
    });
    this.#parts.access.changed(userId);
  }

  #setRole(user: UserRow, role: Role, actor: Identity): void {
    if (role !== 'admin') this.#expectNotLast(user);
    if (this.#parts.rolesFromProvider && methodOf(user) === 'oidc') {
      const words = 'This role comes from the identity provider at each login; change the groups there.';
      throw new DroverError('forbidden', words);
    }
    this.#parts.users.change(user.userId, { role });
    this.#record(actor, 'person_role', user, { from: user.role, to: role });
  }

  #disable(user: UserRow, actor: Identity): void {
    this.#expectNotLast(user);
    const { users, logins, tokens, invites, clock } = this.#parts;
    users.change(user.userId, { disabledAt: clock() });
    logins.closeAll(user.userId);
    tokens.removeAll(user.userId);
    invites.removeOf(user.userId);
    this.#record(actor, 'person_disabled', user);
  }

  #enable(user: UserRow, actor: Identity): void {
    this.#parts.users.change(user.userId, { disabledAt: null });
    this.#record(actor, 'person_enabled', user);
  }

  #expectNotLast(user: UserRow): void {
    const isLocalAdmin = user.role === 'admin' && methodOf(user) === 'password' && user.disabledAt === null;
    if (!isLocalAdmin || this.#parts.users.hasOtherLocalAdmin(user.userId)) return;
    const words = 'This is the last admin who can log in with a password; make another one first.';
    throw new DroverError('last_admin', words);
  }

  #record(actor: Identity, action: string, user: UserRow, detail?: Record<string, unknown>): void {
    const { userId, address } = actor;
    this.#parts.audit.record({
      actor: userId,
      action,
      subject: user.userId,
      address,
      ...(detail && { detail }),
    });
  }
}

/** Throws `forbidden` for one who logs in at the identity provider. */
export function expectPassword(user: UserRow): UserRow {
  if (methodOf(user) === 'password') return user;
  throw new DroverError('forbidden', 'This person logs in at the identity provider; the password is there.');
}

const toPerson = (user: UserRow): Person => ({
  userId: user.userId,
  name: user.name,
  role: user.role,
  email: user.email,
  loginMethod: methodOf(user),
  disabled: user.disabledAt !== null,
  createdAt: user.createdAt,
  lastSeenAt: user.lastSeenAt,
});
