import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { ExitCode, StartError } from './start-error.ts';

/** SQLite's number for a database that somebody else has locked. */
const SQLITE_BUSY = 5;

/** A lock that nothing leads to would be collected as garbage, and be free. */
const held = new Set<DatabaseSync>();

/**
 * One daemon per state folder; answers what lets go of it. The lock is the kernel's, taken through SQLite as Node has
 * no other way to it: it ends with the process, also in a container where the next daemon gets the same pid.
 * Throws `StartError`, naming the other's pid.
 */
export function lockStateDir(stateDir: string): () => void {
  makeStateDir(stateDir);
  const lock = take(stateDir);
  held.add(lock);
  notePid(pidFile(stateDir));
  return () => {
    held.delete(lock);
    lock.close();
  };
}

function makeStateDir(stateDir: string): void {
  try {
    mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw cannotUse(stateDir, error);
  }
}

function take(stateDir: string): DatabaseSync {
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(join(stateDir, 'daemon.lock'));
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock?.close();
    const isTaken = error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
    throw isTaken ? taken(stateDir) : cannotUse(stateDir, error);
  }
}

const pidFile = (stateDir: string) => join(stateDir, 'daemon.pid');

/** For people only. */
function notePid(file: string): void {
  try {
    writeFileSync(file, String(process.pid), { mode: 0o600 });
  } catch {
    // A full disk must keep no daemon from finding its sessions again.
  }
}

function taken(stateDir: string): StartError {
  return new StartError(
    ExitCode.unavailable,
    `another daemon (pid ${readPid(pidFile(stateDir))}) uses ${stateDir}; stop it, or choose another --state-dir`,
  );
}

function readPid(file: string): string {
  try {
    return readFileSync(file, 'utf8').slice(0, 16) || 'unknown';
  } catch {
    return 'unknown';
  }
}

function cannotUse(stateDir: string, error: unknown): StartError {
  const reason = error instanceof Error ? error.message : String(error);
  return new StartError(ExitCode.ioError, `the state folder ${stateDir} cannot be used: ${reason}`);
}
