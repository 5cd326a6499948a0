import os from 'node:os';
import path from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { ExitCode, StartError } from '../config/start-error.ts';

/** For another hub that is just writing down who it is. */
const BUSY_TIMEOUT_MS = 1_000;

type Holder = { pid: number; host: string; nonce: string };

/**
 * Keeps a data folder for one program that writes its database. The lock is the kernel's, taken by SQLite on a file of
 * its own: it ends with the process however that ends, and holds between containers, where every hub has the same pid.
 * Whatever else opens that file and closes it would give the lock away, so nothing else may.
 */
export class HubLock {
  readonly #sqlite: BetterSqlite3.Database;

  private constructor(sqlite: BetterSqlite3.Database) {
    this.#sqlite = sqlite;
  }

  /** Throws `StartError` (69) naming who has it. */
  static take(dataDir: string): HubLock {
    const file = path.join(dataDir, 'hub.lock');
    const sqlite = new BetterSqlite3(file, { timeout: BUSY_TIMEOUT_MS });
    try {
      take(sqlite);
      return new HubLock(sqlite);
    } catch (error) {
      const refusal = isBusy(error) ? alreadyRuns(dataDir, readHolder(sqlite)) : unusable(file, error);
      sqlite.close();
      throw refusal;
    }
  }

  /** May be called twice. */
  release(): void {
    this.#sqlite.close();
  }
}

/** Only what is committed can be read by others, and a commit ends the lock: so it is taken again, and looked at. */
function take(sqlite: BetterSqlite3.Database): void {
  const own: Holder = { pid: process.pid, host: os.hostname(), nonce: crypto.randomUUID() };
  sqlite.exec('BEGIN IMMEDIATE');
  sqlite.exec('CREATE TABLE IF NOT EXISTS holder (pid INTEGER, host TEXT, nonce TEXT)');
  sqlite.exec('DELETE FROM holder');
  sqlite.prepare('INSERT INTO holder VALUES (:pid, :host, :nonce)').run(own);
  sqlite.exec('COMMIT; BEGIN IMMEDIATE');
  if (readHolder(sqlite)?.nonce !== own.nonce) throw new TakenMeanwhile();
}

/** Another came between the two steps; the lock is its. */
class TakenMeanwhile extends Error {}

function isBusy(error: unknown): boolean {
  const isLocked = error instanceof BetterSqlite3.SqliteError && error.code.startsWith('SQLITE_BUSY');
  return isLocked || error instanceof TakenMeanwhile;
}

/** Undefined when it has not written its name yet. */
function readHolder(sqlite: BetterSqlite3.Database): Holder | undefined {
  try {
    return sqlite.prepare<[], Holder>('SELECT pid, host, nonce FROM holder').get();
  } catch {
    return undefined;
  }
}

function alreadyRuns(dataDir: string, holder: Holder | undefined): StartError {
  const who = holder ? ` (process ${holder.pid} on ${holder.host})` : '';
  return new StartError(ExitCode.unavailable, `a hub already runs on '${dataDir}'${who}; stop it first`);
}

function unusable(file: string, error: unknown): StartError {
  const why = error instanceof Error ? error.message : String(error);
  const text = `the lock file '${file}' cannot be used: ${why}; free some space, or delete it when no hub runs`;
  return new StartError(ExitCode.config, text);
}
