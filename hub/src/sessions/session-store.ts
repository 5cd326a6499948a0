import type { HostId, Session, SessionId } from '@drover/protocol';
import { and, count, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Database } from '../db/database.ts';
import { sessions } from '../db/schema.ts';

type SessionRow = typeof sessions.$inferSelect;

export class SessionStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  /** Those of the fleet, in the order in which they came: a clock that was set back does not change it. */
  unarchived(): Session[] {
    const rows = this.#db.orm.select().from(sessions).where(isNull(sessions.archivedAt)).orderBy(sql`rowid`);
    return rows.all().map(toSession);
  }

  /** Archived or not. */
  find(sessionId: SessionId): Session | undefined {
    const row = this.#db.orm.select().from(sessions).where(eq(sessions.sessionId, sessionId)).get();
    return row && toSession(row);
  }

  ownerOf(sessionId: SessionId): HostId | undefined {
    return this.find(sessionId)?.hostId;
  }

  save(session: Session): void {
    const { viewers: _viewers, activity: _activity, ...row } = session;
    this.#db.orm
      .insert(sessions)
      .values(row)
      .onConflictDoUpdate({ target: sessions.sessionId, set: row })
      .run();
  }

  archive(sessionId: SessionId, archivedAt: number): void {
    this.#db.orm.update(sessions).set({ archivedAt }).where(eq(sessions.sessionId, sessionId)).run();
  }

  countArchived(hostId: HostId): number {
    const ofHost = and(eq(sessions.hostId, hostId), isNotNull(sessions.archivedAt));
    return this.#db.orm.select({ archived: count() }).from(sessions).where(ofHost).get()?.archived ?? 0;
  }

  /** All of a host, archived or not. */
  removeOf(hostId: HostId): void {
    this.#db.orm.delete(sessions).where(eq(sessions.hostId, hostId)).run();
  }

  remove(sessionId: SessionId): void {
    this.#db.orm.delete(sessions).where(eq(sessions.sessionId, sessionId)).run();
  }
}

const toSession = ({ archivedAt: _, ...row }: SessionRow): Session => ({
  ...row,
  viewers: 0,
  activity: null,
});
