import { randomUUID } from 'node:crypto';
import type { User } from '@drover/protocol';
import { eq } from 'drizzle-orm';
import type { Database } from '../db/database.ts';
import { users } from '../db/schema.ts';

export type UserRow = typeof users.$inferSelect;

export class UserStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  hasAny(): boolean {
    return this.#db.orm.select({ userId: users.userId }).from(users).limit(1).get() !== undefined;
  }

  findByName(name: string): UserRow | undefined {
    return this.#db.orm.select().from(users).where(eq(users.name, name)).get();
  }

  /** The first admin, or undefined when there was a user already: whoever comes first owns the hub. */
  addFirst(name: string, passwordHash: string, createdAt: number): User | undefined {
    return this.#db.transaction(() => {
      if (this.hasAny()) return undefined;
      const user = { userId: randomUUID(), name, role: 'admin' } as const;
      this.#db.orm
        .insert(users)
        .values({ ...user, passwordHash, createdAt })
        .run();
      return user;
    });
  }
}
