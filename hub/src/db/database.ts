import path from 'node:path';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { HubLock } from './hub-lock.ts';
import { migrate, readMigrations } from './migrations.ts';
import { openOrRecover } from './recover.ts';
import type { Sqlite } from './sqlite.ts';
import { isStorageError } from './storage-errors.ts';

/** In the data folder. */
export const DATABASE_NAME = 'hub.db';

/** Written to the file's header to see whether it can be written; reads `DRVH`. */
const APPLICATION_ID = 0x44525648;

export type DatabaseOptions = {
  /** Sets a damaged database aside and starts with an empty one, instead of refusing. */
  recover?: boolean;
  /** Milliseconds since 1970. */
  now?: number;
};

/**
 * The hub's SQLite database, which one program at a time writes. What a write has returned from survives the death of
 * process and machine. Only stores use `orm`; everything else calls stores.
 */
export class Database {
  readonly file: string;
  /** Where the damaged database is that was set aside for this one, if that was so. */
  readonly setAside: string | null;
  readonly orm: BetterSQLite3Database;
  readonly #sqlite: Sqlite;
  readonly #lock: HubLock;

  /** Opens or makes the file, checks it, brings its tables up to date. Throws `StartError` (69, 78). */
  constructor(file: string, { recover = false, now = Date.now() }: DatabaseOptions = {}) {
    const dataDir = path.dirname(file);
    this.file = file;
    this.#lock = HubLock.take(dataDir);
    let sqlite: Sqlite | undefined;
    try {
      const opened = openOrRecover(file, recover, now);
      sqlite = opened.sqlite;
      this.setAside = opened.aside;
      migrate(sqlite, dataDir, readMigrations(), now);
    } catch (error) {
      sqlite?.close();
      this.#lock.release();
      throw error;
    }
    this.#sqlite = sqlite;
    this.orm = drizzle({ client: sqlite });
  }

  /** All that `work` writes is kept, or, when it throws, nothing. `work` must not wait for anything. */
  transaction<T>(work: () => T): T {
    return this.#sqlite.transaction(work).immediate();
  }

  /** For what may be lost: a disk that takes nothing does not keep the caller from going on. */
  writeIfPossible(write: () => void): void {
    try {
      write();
    } catch (error) {
      if (!isStorageError(error)) throw error;
    }
  }

  /** Writes something that changes nothing. Throws when the disk does not take it. */
  tryWriting(): void {
    this.#sqlite.pragma(`application_id = ${APPLICATION_ID}`);
  }

  /** Moves the write-ahead log into the database file and closes it. May be called twice. */
  close(): void {
    if (!this.#sqlite.open) return;
    try {
      this.#sqlite.pragma('wal_checkpoint(TRUNCATE)');
    } catch {
      // A full disk: the log stays beside the file, and the next start reads it.
    }
    this.#sqlite.close();
    this.#lock.release();
  }
}
