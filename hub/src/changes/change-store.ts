import { deflateSync, inflateSync } from 'node:zlib';
import { Changes, type HostId, type SessionId } from '@drover/protocol';
import { eq } from 'drizzle-orm';
import type { Database } from '../db/database.ts';
import { sessionChanges, sessions } from '../db/schema.ts';

/** What ended sessions had changed. It goes with its session. */
export class ChangeStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  find(sessionId: SessionId): Changes | undefined {
    const isIts = eq(sessionChanges.sessionId, sessionId);
    const row = this.#db.orm.select().from(sessionChanges).where(isIts).get();
    return row && Changes.parse(JSON.parse(inflateSync(row.changes).toString('utf8')));
  }

  has(sessionId: SessionId): boolean {
    const isIts = eq(sessionChanges.sessionId, sessionId);
    return this.#ids().where(isIts).get() !== undefined;
  }

  /** Sessions of a host whose changes are kept. */
  keptOf(hostId: HostId): Set<SessionId> {
    const isIts = eq(sessionChanges.sessionId, sessions.sessionId);
    const rows = this.#ids().innerJoin(sessions, isIts).where(eq(sessions.hostId, hostId)).all();
    return new Set(rows.map(({ sessionId }) => sessionId));
  }

  /** The first ones stay: a session that has ended changes nothing. A full disk keeps none; they can be had again. */
  save(sessionId: SessionId, changes: Changes): void {
    const row = { sessionId, changes: deflateSync(JSON.stringify(changes)) };
    this.#db.writeIfPossible(() => {
      this.#db.orm.insert(sessionChanges).values(row).onConflictDoNothing().run();
    });
  }

  #ids() {
    return this.#db.orm.select({ sessionId: sessionChanges.sessionId }).from(sessionChanges);
  }
}
