import { randomUUID } from 'node:crypto';
import type { UserId } from '@drover/protocol';
import { and, desc, eq, gt, isNull } from 'drizzle-orm';
import { alias } from 'drizzle-orm/sqlite-core';
import type { Database } from '../db/database.ts';
import { invites, users } from '../db/schema.ts';
import { hashSecret } from '../secrets/secrets.ts';

type InviteRow = typeof invites.$inferSelect;

/** `invitedBy` and `name` are names. */
export type OpenInvite = Omit<InviteRow, 'codeHash'> & { name: string | null };

const inviter = alias(users, 'inviter');
const invited = alias(users, 'invited');

/** Links that let somebody in. One whose maker is no admin any more is as good as gone. */
export class InviteStore {
  readonly #db: Database;
  readonly #clock: () => number;

  constructor(db: Database, clock: () => number) {
    this.#db = db;
    this.#clock = clock;
  }

  /** Makes one and returns its id. `userId`: whose password is to be chosen anew. `invitedBy`: a user's id. */
  add(invite: Pick<InviteRow, 'role' | 'userId' | 'invitedBy'>, code: string, lifetimeMs: number): string {
    const inviteId = randomUUID();
    const createdAt = this.#clock();
    const values = { inviteId, codeHash: hashSecret(code), createdAt, expiresAt: createdAt + lifetimeMs };
    this.#db.orm
      .insert(invites)
      .values({ ...values, ...invite })
      .run();
    return inviteId;
  }

  /** The newest first. */
  open(): OpenInvite[] {
    return this.#select().all();
  }

  find(inviteId: string): OpenInvite | undefined {
    return this.#select(eq(invites.inviteId, inviteId)).get();
  }

  findByCode(code: string): OpenInvite | undefined {
    return this.#select(eq(invites.codeHash, hashSecret(code))).get();
  }

  /** False when it was gone already. */
  remove(inviteId: string): boolean {
    return this.#db.orm.delete(invites).where(eq(invites.inviteId, inviteId)).run().changes > 0;
  }

  /** Those for a new password of this person. */
  removeOf(userId: UserId): void {
    this.#db.orm.delete(invites).where(eq(invites.userId, userId)).run();
  }

  #select(which?: ReturnType<typeof eq>) {
    const mayInvite = and(eq(inviter.role, 'admin'), isNull(inviter.disabledAt));
    return this.#db.orm
      .select({
        inviteId: invites.inviteId,
        role: invites.role,
        userId: invites.userId,
        name: invited.name,
        invitedBy: inviter.name,
        createdAt: invites.createdAt,
        expiresAt: invites.expiresAt,
      })
      .from(invites)
      .innerJoin(inviter, eq(inviter.userId, invites.invitedBy))
      .leftJoin(invited, eq(invited.userId, invites.userId))
      .where(and(which, mayInvite, gt(invites.expiresAt, this.#clock())))
      .orderBy(desc(invites.createdAt));
  }
}
