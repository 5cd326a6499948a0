import { accessSync, constants, existsSync, statSync } from 'node:fs';
import BetterSqlite3 from 'better-sqlite3';
import { ExitCode, StartError } from '../config/start-error.ts';

export type Sqlite = BetterSqlite3.Database;

const BUSY_TIMEOUT_MS = 2_000;
const DAMAGE_CODES = ['SQLITE_CORRUPT', 'SQLITE_NOTADB', 'SQLITE_FORMAT'];

/** The file is not, or no longer, a whole database. */
export class DamagedError extends Error {
  override readonly name = 'DamagedError';
}

/** Opens or makes a database for the one hub that writes it, once it is found whole. Throws `DamagedError`, `StartError`. */
export function openForWriting(file: string): Sqlite {
  if (existsSync(file)) expectUsable(file);
  return opened(file, () => {
    const sqlite = new BetterSqlite3(file, { timeout: BUSY_TIMEOUT_MS });
    return tuned(sqlite, ['journal_mode = WAL', 'synchronous = FULL', 'foreign_keys = ON']);
  });
}

/** Opens a whole database, also beside the hub that writes it. Throws `DamagedError`, `StartError`. */
export function openForReading(file: string): Sqlite {
  if (!existsSync(file)) throw new StartError(ExitCode.config, `there is no database '${file}'`);
  expectContent(file);
  const options = { timeout: BUSY_TIMEOUT_MS, readonly: true, fileMustExist: true };
  return opened(file, () => new BetterSqlite3(file, options));
}

function opened(file: string, open: () => Sqlite): Sqlite {
  let sqlite: Sqlite | undefined;
  try {
    sqlite = open();
    expectWhole(sqlite);
    return sqlite;
  } catch (error) {
    sqlite?.close();
    throw explained(file, error);
  }
}

function tuned(sqlite: Sqlite, pragmas: string[]): Sqlite {
  try {
    for (const pragma of pragmas) sqlite.pragma(pragma);
    return sqlite;
  } catch (error) {
    sqlite.close();
    throw error;
  }
}

/** Throws `DamagedError`. */
function expectWhole(sqlite: Sqlite): void {
  const verdict = String(sqlite.pragma('quick_check(1)', { simple: true }));
  if (verdict !== 'ok') throw new DamagedError(verdict.split('\n')[0]);
}

function expectUsable(file: string): void {
  try {
    accessSync(file, constants.R_OK | constants.W_OK);
  } catch {
    const text = `the database '${file}' may not be written by this user; give it to the user that runs the hub`;
    throw new StartError(ExitCode.config, text);
  }
  expectContent(file);
  // A hub that was killed leaves both; one that ended leaves neither.
  if (existsSync(`${file}-shm`) && !existsSync(`${file}-wal`)) {
    throw new DamagedError('its last changes were in hub.db-wal, and that file is gone');
  }
}

/** SQLite would take an emptied file for a new database, and the hub would ask for its first account again. */
function expectContent(file: string): void {
  if (statSync(file).size === 0) throw new DamagedError('it is empty');
}

function explained(file: string, error: unknown): unknown {
  if (!(error instanceof BetterSqlite3.SqliteError)) return error;
  if (DAMAGE_CODES.some((code) => error.code.startsWith(code))) return new DamagedError(error.message);
  const why = error.code.startsWith('SQLITE_BUSY')
    ? 'is in use by another program; end that one first'
    : `cannot be opened: ${error.message}`;
  return new StartError(ExitCode.config, `the database '${file}' ${why}`);
}
