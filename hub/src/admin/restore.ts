import { renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { printable } from '@drover/protocol';
import { prepareDataDir } from '../config/data-dir.ts';
import { ExitCode, StartError } from '../config/start-error.ts';
import { flush, writeBackup } from '../db/backups.ts';
import { DATABASE_NAME } from '../db/database.ts';
import { HubLock } from '../db/hub-lock.ts';
import { migrationState, readMigrations } from '../db/migrations.ts';
import { hasFiles, restoringName, setAside } from '../db/recover.ts';
import { DamagedError, openForReading, openForWriting, type Sqlite } from '../db/sqlite.ts';
import type { AdminCommand } from './command.ts';

export const restore: AdminCommand = {
  usage: '<file>',
  summary: 'Puts a backup in the place of the database, which is kept beside it. The hub must not run.',
  run: ({ dataDir, words: [file = ''] }) => {
    const folder = path.resolve(dataDir);
    prepareDataDir(folder);
    const lock = HubLock.take(folder);
    try {
      const kept = restoreDatabase(path.join(folder, DATABASE_NAME), path.resolve(file), Date.now());
      const lines = ['Restored. All people must log in again, and invites be made anew.'];
      if (kept) lines.push(`What was there before is now ${printable(kept)}`);
      process.stdout.write(`${lines.join('\n')}\n`);
    } finally {
      lock.release();
    }
  },
};

/** Returns where the database is now that was there, or what was left of it; null when there was none. */
function restoreDatabase(database: string, backup: string, now: number): string | null {
  const draft = restoringName(database);
  try {
    copyChecked(backup, draft);
    endLogins(draft);
    const kept = hasFiles(database) ? setAside(database, 'replaced', now) : null;
    renameSync(draft, database);
    flush(path.dirname(database));
    return kept;
  } finally {
    for (const suffix of ['', '-wal', '-shm']) rmSync(draft + suffix, { force: true });
  }
}

function copyChecked(backup: string, draft: string): void {
  const source = openBackup(backup);
  try {
    expectOurs(source, backup);
    writeBackup(source, draft);
  } finally {
    source.close();
  }
}

function openBackup(file: string): Sqlite {
  try {
    return openForReading(file);
  } catch (error) {
    if (!(error instanceof DamagedError)) throw error;
    throw refused(file, `is damaged: ${error.message}`);
  }
}

function expectOurs(source: Sqlite, file: string): void {
  const { applied, unknown } = migrationState(source, readMigrations());
  if (applied === 0) throw refused(file, 'is not the database of a hub');
  if (unknown > 0) throw refused(file, 'was made by a newer Drover; upgrade this one first');
  const [broken] = source.pragma('foreign_key_check') as unknown[];
  if (broken) throw refused(file, 'is damaged: rows refer to others that are not there');
}

/** Logins that were ended since the backup, and links that were used, must not come to life again. */
function endLogins(draft: string): void {
  const sqlite = openForWriting(draft);
  sqlite.exec('DELETE FROM login_sessions');
  // The first version had no links.
  const hasLinks = sqlite.prepare("SELECT 1 FROM sqlite_master WHERE name = 'invites'").get();
  if (hasLinks) sqlite.exec('DELETE FROM invites');
  sqlite.close();
}

const refused = (file: string, why: string) =>
  new StartError(ExitCode.config, `the backup '${file}' ${why}. Nothing was changed.`);
