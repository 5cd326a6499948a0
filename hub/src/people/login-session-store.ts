import { randomUUID } from 'node:crypto';
import { and, eq, gt, lte } from 'drizzle-orm';
import type { Database } from '../db/database.ts';
import { loginSessions, users } from '../db/schema.ts';
import { hashSecret, newSecret } from '../secrets/secrets.ts';
import type { Identity } from './identity.ts';

/** A login's last use is written at most this often, not with each request. */
const TOUCH_INTERVAL_MS = 60_000;

/** Who is logged in. The token is in the browser's cookie and kept here as its hash only. */
export class LoginSessionStore {
  readonly #db: Database;
  readonly #clock: () => number;
  readonly #lifetimeMs: number;

  constructor(db: Database, clock: () => number, lifetimeMs: number) {
    this.#db = db;
    this.#clock = clock;
    this.#lifetimeMs = lifetimeMs;
  }

  /** A new login and its token. */
  open(userId: string): string {
    const token = newSecret();
    const now = this.#clock();
    this.#db.orm
      .insert(loginSessions)
      .values({
        loginSessionId: randomUUID(),
        userId,
        tokenHash: hashSecret(token),
        createdAt: now,
        lastUsedAt: now,
        expiresAt: now + this.#lifetimeMs,
      })
      .run();
    return token;
  }

  /** Who holds this token; using it prolongs the login. */
  use(token: string): Identity | undefined {
    const now = this.#clock();
    const row = this.#db.orm
      .select()
      .from(loginSessions)
      .innerJoin(users, eq(users.userId, loginSessions.userId))
      .where(and(eq(loginSessions.tokenHash, hashSecret(token)), gt(loginSessions.expiresAt, now)))
      .get();
    if (!row) return undefined;
    const { loginSessionId, lastUsedAt, method } = row.login_sessions;
    if (now - lastUsedAt > TOUCH_INTERVAL_MS) this.#touch(loginSessionId, now);
    const { userId, name, role } = row.users;
    return { userId, name, role, loginSessionId, loginMethod: method };
  }

  close(loginSessionId: string): void {
    this.#db.orm.delete(loginSessions).where(eq(loginSessions.loginSessionId, loginSessionId)).run();
  }

  removeExpired(): void {
    this.#db.orm.delete(loginSessions).where(lte(loginSessions.expiresAt, this.#clock())).run();
  }

  #touch(loginSessionId: string, now: number): void {
    this.#db.orm
      .update(loginSessions)
      .set({ lastUsedAt: now, expiresAt: now + this.#lifetimeMs })
      .where(eq(loginSessions.loginSessionId, loginSessionId))
      .run();
  }
}
