import { inArray, lt, max } from 'drizzle-orm';
import type { Database } from '../db/database.ts';
import { audit, commands, invites, loginSessions } from '../db/schema.ts';

/** Rows of one transaction: the hub has other things to do between. */
const BATCH = 500;

/** Removes what is older than it need be. Each method removes a batch, and answers whether there may be more. */
export class RetentionStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  newestAuditAt(): number | null {
    return (
      this.#db.orm
        .select({ at: max(audit.at) })
        .from(audit)
        .get()?.at ?? null
    );
  }

  removeAudit(before: number): boolean {
    const old = this.#db.orm
      .select({ id: audit.auditId })
      .from(audit)
      .where(lt(audit.at, before))
      .limit(BATCH);
    return this.#db.orm.delete(audit).where(inArray(audit.auditId, old)).run().changes === BATCH;
  }

  removeCommands(before: number): boolean {
    const isOld = lt(commands.createdAt, before);
    const old = this.#db.orm.select({ id: commands.commandId }).from(commands).where(isOld).limit(BATCH);
    return this.#db.orm.delete(commands).where(inArray(commands.commandId, old)).run().changes === BATCH;
  }

  removeLogins(before: number): boolean {
    const isOver = lt(loginSessions.expiresAt, before);
    const over = this.#db.orm.select({ id: loginSessions.loginSessionId }).from(loginSessions).where(isOver);
    const batch = inArray(loginSessions.loginSessionId, over.limit(BATCH));
    return this.#db.orm.delete(loginSessions).where(batch).run().changes === BATCH;
  }

  removeInvites(before: number): boolean {
    const isOver = lt(invites.expiresAt, before);
    const over = this.#db.orm.select({ id: invites.inviteId }).from(invites).where(isOver).limit(BATCH);
    return this.#db.orm.delete(invites).where(inArray(invites.inviteId, over)).run().changes === BATCH;
  }
}
