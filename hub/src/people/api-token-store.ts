import { randomUUID } from 'node:crypto';
import type { Role, UserId } from '@drover/protocol';
import { and, asc, eq, gt, isNull, or, type SQL } from 'drizzle-orm';
import type { Database } from '../db/database.ts';
import { apiTokens, users } from '../db/schema.ts';
import { hashSecret } from '../secrets/secrets.ts';
import { type UserRow, UserStore } from './user-store.ts';

/** A token's last use is written at most this often, not with each request. */
const TOUCH_INTERVAL_MS = 60_000;

export type ApiTokenRow = typeof apiTokens.$inferSelect;
type NewToken = { userId: UserId; name: string; scope: Role; secret: string; expiresAt: number | null };

/** Personal API tokens, kept as their hashes. */
export class ApiTokenStore {
  readonly #db: Database;
  readonly #users: UserStore;
  readonly #clock: () => number;

  constructor(db: Database, clock: () => number) {
    this.#db = db;
    this.#users = new UserStore(db);
    this.#clock = clock;
  }

  add({ secret, ...token }: NewToken): ApiTokenRow {
    const values = {
      tokenId: randomUUID(),
      tokenHash: hashSecret(secret),
      createdAt: this.#clock(),
      ...token,
    };
    return this.#db.orm.insert(apiTokens).values(values).returning().get();
  }

  /** A token that is good, and whose. */
  use(secret: string): { token: ApiTokenRow; user: UserRow } | undefined {
    return this.#use(eq(apiTokens.tokenHash, hashSecret(secret)));
  }

  /** The same for one that is known. */
  useAgain(tokenId: string): { token: ApiTokenRow; user: UserRow } | undefined {
    return this.#use(eq(apiTokens.tokenId, tokenId));
  }

  /** Those that have expired too. */
  of(userId: UserId): ApiTokenRow[] {
    const own = eq(apiTokens.userId, userId);
    return this.#db.orm.select().from(apiTokens).where(own).orderBy(asc(apiTokens.createdAt)).all();
  }

  /** The token that is gone now, if this person had such a one. */
  remove(userId: UserId, tokenId: string): ApiTokenRow | undefined {
    const which = and(eq(apiTokens.userId, userId), eq(apiTokens.tokenId, tokenId));
    return this.#db.orm.delete(apiTokens).where(which).returning().get();
  }

  removeAll(userId: UserId): void {
    this.#db.orm.delete(apiTokens).where(eq(apiTokens.userId, userId)).run();
  }

  #use(which: SQL): { token: ApiTokenRow; user: UserRow } | undefined {
    const found = this.#find(which);
    const now = this.#clock();
    if (found && now - (found.token.lastUsedAt ?? 0) > TOUCH_INTERVAL_MS) {
      this.#db.writeIfPossible(() => this.#touch(found.token, now));
    }
    return found;
  }

  #find(which: SQL): { token: ApiTokenRow; user: UserRow } | undefined {
    const lasting = or(isNull(apiTokens.expiresAt), gt(apiTokens.expiresAt, this.#clock()));
    return this.#db.orm
      .select({ token: apiTokens, user: users })
      .from(apiTokens)
      .innerJoin(users, eq(users.userId, apiTokens.userId))
      .where(and(which, lasting, isNull(users.disabledAt)))
      .get();
  }

  #touch({ tokenId, userId }: ApiTokenRow, now: number): void {
    this.#db.orm.update(apiTokens).set({ lastUsedAt: now }).where(eq(apiTokens.tokenId, tokenId)).run();
    this.#users.seen(userId, now);
  }
}
