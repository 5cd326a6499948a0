import { randomUUID } from 'node:crypto';
import type { Role, User, UserId } from '@drover/protocol';
import { and, asc, count, eq, isNull, ne } from 'drizzle-orm';
import type { Database } from '../db/database.ts';
import { users } from '../db/schema.ts';

export type UserRow = typeof users.$inferSelect;

type NewUser = Pick<UserRow, 'name' | 'passwordHash' | 'role' | 'createdAt'> &
  Partial<Pick<UserRow, 'email' | 'oidcSubject'>>;

export class UserStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  hasAny(): boolean {
    return this.#db.orm.select({ userId: users.userId }).from(users).limit(1).get() !== undefined;
  }

  all(): UserRow[] {
    return this.#db.orm.select().from(users).orderBy(asc(users.name)).all();
  }

  find(userId: UserId): UserRow | undefined {
    return this.#db.orm.select().from(users).where(eq(users.userId, userId)).get();
  }

  findByName(name: string): UserRow | undefined {
    return this.#db.orm.select().from(users).where(eq(users.name, name)).get();
  }

  findBySubject(oidcSubject: string): UserRow | undefined {
    return this.#db.orm.select().from(users).where(eq(users.oidcSubject, oidcSubject)).get();
  }

  /** The first admin, or undefined when there was a user already: whoever comes first owns the hub. */
  addFirst(name: string, passwordHash: string, createdAt: number): User | undefined {
    return this.#db.transaction(() =>
      this.hasAny() ? undefined : this.add({ name, passwordHash, role: 'admin', createdAt }),
    );
  }

  /** The name must be free. */
  add(user: NewUser): UserRow {
    return this.#db.orm
      .insert(users)
      .values({ userId: randomUUID(), ...user })
      .returning()
      .get();
  }

  change(userId: UserId, change: Partial<Omit<UserRow, 'userId'>>): void {
    this.#db.orm.update(users).set(change).where(eq(users.userId, userId)).run();
  }

  seen(userId: UserId, lastSeenAt: number): void {
    this.change(userId, { lastSeenAt });
  }

  remove(userId: UserId): void {
    this.#db.orm.delete(users).where(eq(users.userId, userId)).run();
  }

  /** Whether an admin other than this one can log in when the identity provider is away. */
  hasOtherLocalAdmin(userId: UserId): boolean {
    const role: Role = 'admin';
    const isLocalAdmin = and(eq(users.role, role), ne(users.passwordHash, ''), isNull(users.disabledAt));
    const others = this.#db.orm
      .select({ number: count() })
      .from(users)
      .where(and(isLocalAdmin, ne(users.userId, userId)));
    return (others.get()?.number ?? 0) > 0;
  }
}
