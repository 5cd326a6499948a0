import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import type { Database } from '../db/database.ts';
import { loginSessions, users } from '../db/schema.ts';

/** What may be done to accounts by whoever owns the database's file. */
export class AccountStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  find(name: string): string | undefined {
    const named = eq(users.name, name);
    return this.#db.orm.select({ userId: users.userId }).from(users).where(named).get()?.userId;
  }

  /** Ends the account's logins too. */
  setPassword(userId: string, passwordHash: string): void {
    this.#db.orm.update(users).set({ passwordHash }).where(eq(users.userId, userId)).run();
    this.#db.orm.delete(loginSessions).where(eq(loginSessions.userId, userId)).run();
  }

  addAdmin(name: string, passwordHash: string, createdAt: number): string {
    const userId = randomUUID();
    this.#db.orm.insert(users).values({ userId, name, passwordHash, role: 'admin', createdAt }).run();
    return userId;
  }
}
