import { chmodSync, existsSync, renameSync } from 'node:fs';
import path from 'node:path';
import { ExitCode, StartError } from '../config/start-error.ts';
import { Backups, stampOf } from './backups.ts';
import { restoreCommand } from './migrations.ts';
import { DamagedError, openForReading, openForWriting, type Sqlite } from './sqlite.ts';

/** Of one database; the last two are there while it is open, and after its program was killed. */
const SUFFIXES = ['', '-wal', '-shm'];

/** What `restore` is still writing, or was when it was killed. */
export const restoringName = (file: string) => `${file}.restoring`;

/** `aside`: where the damaged files are, in whose place an empty database was made. */
type Opened = { sqlite: Sqlite; aside: string | null };

/** Opens the database, or, when it is damaged and `recover` allows it, sets it aside for an empty one. */
export function openOrRecover(file: string, recover: boolean, now: number): Opened {
  if (!existsSync(file) && existsSync(restoringName(file))) throw interrupted(file);
  try {
    return { sqlite: openForWriting(file), aside: null };
  } catch (error) {
    if (!(error instanceof DamagedError)) throw error;
    if (!recover) throw damaged(file, error);
    const aside = setAside(file, 'damaged', now);
    return { sqlite: openForWriting(file), aside };
  }
}

/** Opens the database to look at, also beside the hub. Throws `StartError` (78). */
export function openUndamaged(file: string): Sqlite {
  try {
    return openForReading(file);
  } catch (error) {
    throw error instanceof DamagedError ? damaged(file, error) : error;
  }
}

/**
 * Renames the files of a database, of which one must be there, to a name that is free, for the owner alone. Returns where
 * the database is now, or what was left of it.
 */
export function setAside(file: string, why: string, now: number): string {
  const name = freeName(`${file}.${why}-${stampOf(now)}`);
  const left = SUFFIXES.filter((suffix) => existsSync(file + suffix));
  for (const suffix of left.toReversed()) {
    renameSync(file + suffix, name + suffix);
    chmodSync(name + suffix, 0o600);
  }
  return name + (left[0] ?? '');
}

/** Whether anything of a database is there. SQLite would write a log that was left alone into whatever comes beside it. */
export const hasFiles = (file: string): boolean => SUFFIXES.some((suffix) => existsSync(file + suffix));

function freeName(wanted: string): string {
  for (let attempt = 1; ; attempt++) {
    const name = attempt === 1 ? wanted : `${wanted}-${attempt}`;
    if (!hasFiles(name)) return name;
  }
}

function interrupted(file: string): StartError {
  const text = `a restore of '${file}' was interrupted; run it again`;
  return new StartError(ExitCode.config, text, ['The database that it was to replace is kept beside it.']);
}

function damaged(file: string, { message }: DamagedError): StartError {
  const dataDir = path.dirname(file);
  const backups = new Backups(dataDir);
  const [newest] = backups.list();
  return new StartError(
    ExitCode.config,
    `the database '${file}' is damaged: ${message}. Nothing was changed.`,
    [
      newest
        ? `Restore the newest backup: ${restoreCommand(dataDir, newest.file)}`
        : `There is no backup in ${backups.folder}.`,
      'Or start once with --recover: it sets the damaged files aside and begins empty; all accounts and hosts must be made again.',
    ],
  );
}
