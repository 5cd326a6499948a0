import { randomUUID } from 'node:crypto';
import type { LoginMethod, UserId } from '@drover/protocol';
import { and, desc, eq, gt, isNull, lte, ne, type SQL } from 'drizzle-orm';
import type { Timings } from '../config/config.ts';
import type { Database } from '../db/database.ts';
import { loginSessions, users } from '../db/schema.ts';
import { hashSecret, newSecret } from '../secrets/secrets.ts';
import type { Client } from './identity.ts';
import { type UserRow, UserStore } from './user-store.ts';

/** A login's last use is written at most this often, not with each request. */
const TOUCH_INTERVAL_MS = 60_000;

export type LoginRow = typeof loginSessions.$inferSelect;

type Lifetimes = Pick<Timings, 'loginSession' | 'oidcLogin'>;

/** Who is logged in. The token is in the browser's cookie and kept here as its hash only. */
export class LoginSessionStore {
  readonly #db: Database;
  readonly #users: UserStore;
  readonly #clock: () => number;
  readonly #lifetimes: Lifetimes;

  constructor(db: Database, clock: () => number, lifetimes: Lifetimes) {
    this.#db = db;
    this.#users = new UserStore(db);
    this.#clock = clock;
    this.#lifetimes = lifetimes;
  }

  /** A new login and its token. */
  open(userId: UserId, method: LoginMethod, client: Client): string {
    const token = newSecret();
    const now = this.#clock();
    this.#db.orm
      .insert(loginSessions)
      .values({
        loginSessionId: randomUUID(),
        userId,
        tokenHash: hashSecret(token),
        method,
        ...client,
        createdAt: now,
        lastUsedAt: now,
        expiresAt: this.#expiry(method, now, now),
      })
      .run();
    this.#users.seen(userId, now);
    return token;
  }

  /** Who holds this token; using it prolongs the login. */
  use(token: string): { login: LoginRow; user: UserRow } | undefined {
    return this.#use(eq(loginSessions.tokenHash, hashSecret(token)));
  }

  /** The same for one that is known: an open page uses its login as well. */
  useAgain(loginId: string): { login: LoginRow; user: UserRow } | undefined {
    return this.#use(eq(loginSessions.loginSessionId, loginId));
  }

  /** The last used first. */
  of(userId: UserId): LoginRow[] {
    return this.#db.orm
      .select()
      .from(loginSessions)
      .where(and(eq(loginSessions.userId, userId), gt(loginSessions.expiresAt, this.#clock())))
      .orderBy(desc(loginSessions.lastUsedAt))
      .all();
  }

  close(loginId: string): void {
    this.#db.orm.delete(loginSessions).where(eq(loginSessions.loginSessionId, loginId)).run();
  }

  /** Ends all logins of a person, but perhaps one; tells how many. */
  closeAll(userId: UserId, but?: string): number {
    const others = but === undefined ? undefined : ne(loginSessions.loginSessionId, but);
    return this.#db.orm
      .delete(loginSessions)
      .where(and(eq(loginSessions.userId, userId), others))
      .run().changes;
  }

  removeExpired(): void {
    this.#db.orm.delete(loginSessions).where(lte(loginSessions.expiresAt, this.#clock())).run();
  }

  #use(which: SQL): { login: LoginRow; user: UserRow } | undefined {
    const found = this.#find(which);
    const now = this.#clock();
    if (found && now - found.login.lastUsedAt > TOUCH_INTERVAL_MS) {
      this.#db.writeIfPossible(() => this.#touch(found.login, now));
    }
    return found;
  }

  #find(which: SQL): { login: LoginRow; user: UserRow } | undefined {
    return this.#db.orm
      .select({ login: loginSessions, user: users })
      .from(loginSessions)
      .innerJoin(users, eq(users.userId, loginSessions.userId))
      .where(and(which, gt(loginSessions.expiresAt, this.#clock()), isNull(users.disabledAt)))
      .get();
  }

  #touch({ loginSessionId, userId, method, createdAt }: LoginRow, now: number): void {
    this.#db.orm
      .update(loginSessions)
      .set({ lastUsedAt: now, expiresAt: this.#expiry(method, createdAt, now) })
      .where(eq(loginSessions.loginSessionId, loginSessionId))
      .run();
    this.#users.seen(userId, now);
  }

  #expiry(method: LoginMethod, createdAt: number, now: number): number {
    const unused = now + this.#lifetimes.loginSession;
    return method === 'oidc' ? Math.min(unused, createdAt + this.#lifetimes.oidcLogin) : unused;
  }
}
