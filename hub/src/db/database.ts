import { statSync } from 'node:fs';
import path from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { type BetterSQLite3Database, drizzle } from 'drizzle-orm/better-sqlite3';
import { migrate } from 'drizzle-orm/better-sqlite3/migrator';
import { ExitCode, StartError } from '../config/start-error.ts';

const MIGRATIONS = path.join(import.meta.dirname, '../../drizzle');
const BUSY_TIMEOUT_MS = 2_000;

/**
 * The hub's SQLite database. What a write has returned from survives the death of process and machine.
 * Only stores use `orm`; everything else calls stores.
 */
export class Database {
  readonly orm: BetterSQLite3Database;
  readonly #sqlite: BetterSqlite3.Database;

  /** Opens or makes the file, checks it, brings its tables up to date. Throws `StartError` (78). */
  constructor(file: string) {
    this.#sqlite = openChecked(file);
    this.orm = drizzle({ client: this.#sqlite });
    migrate(this.orm, { migrationsFolder: MIGRATIONS });
  }

  /** All that `work` writes is kept, or, when it throws, nothing. `work` must not wait for anything. */
  transaction<T>(work: () => T): T {
    return this.#sqlite.transaction(work).immediate();
  }

  /** Moves the write-ahead log into the database file and closes it. May be called twice. */
  close(): void {
    if (!this.#sqlite.open) return;
    this.#sqlite.pragma('wal_checkpoint(TRUNCATE)');
    this.#sqlite.close();
  }
}

function openChecked(file: string): BetterSqlite3.Database {
  let sqlite: BetterSqlite3.Database | undefined;
  try {
    refuseEmptyFile(file);
    sqlite = new BetterSqlite3(file, { timeout: BUSY_TIMEOUT_MS });
    // One process per database: a second hub finds it locked instead of writing beside us.
    sqlite.pragma('locking_mode = EXCLUSIVE');
    sqlite.pragma('journal_mode = WAL');
    sqlite.pragma('synchronous = FULL');
    sqlite.pragma('foreign_keys = ON');
    const verdict = sqlite.pragma('quick_check', { simple: true });
    if (verdict !== 'ok') throw new Error(String(verdict));
    return sqlite;
  } catch (error) {
    sqlite?.close();
    throw unusable(file, error);
  }
}

/** SQLite would take an emptied file for a new database, and the hub would ask for its first account again. */
function refuseEmptyFile(file: string): void {
  if (statSync(file, { throwIfNoEntry: false })?.size === 0) throw new Error('it is empty');
}

function unusable(file: string, error: unknown): StartError {
  if (error instanceof BetterSqlite3.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
    return new StartError(ExitCode.config, `the database '${file}' is in use; stop the other hub first`);
  }
  const why = error instanceof Error ? error.message : String(error);
  const way = 'restore it from a backup, or move it away to start with an empty one';
  return new StartError(ExitCode.config, `the database '${file}' is damaged or not readable: ${why}; ${way}`);
}
