import { statfsSync, statSync } from 'node:fs';
import path from 'node:path';
import { printable } from '@drover/protocol';
import { ExitCode, StartError } from '../config/start-error.ts';
import { Backups } from '../db/backups.ts';
import { DATABASE_NAME } from '../db/database.ts';
import { migrationState, readMigrations } from '../db/migrations.ts';
import { openUndamaged } from '../db/recover.ts';
import type { Sqlite } from '../db/sqlite.ts';
import type { AdminCommand } from './command.ts';

const MIB = 1024 * 1024;
/** Beside room for another copy of the database. */
const MIN_FREE_BYTES = 64 * MIB;
const OLD_BACKUP_MS = 2 * 24 * 60 * 60 * 1_000;

/** `wrong` fails the check, `note` does not. */
type Finding = { state: 'ok' | 'note' | 'wrong'; text: string };

export const check: AdminCommand = {
  usage: '',
  summary: 'Looks whether the database is whole, also while the hub runs. Its exit code is 0 when it is.',
  run: ({ dataDir }) => {
    const folder = path.resolve(dataDir);
    const file = path.join(folder, DATABASE_NAME);
    const sqlite = openUndamaged(file);
    const findings = [
      integrity(sqlite, file),
      references(sqlite),
      migrations(sqlite),
      freeSpace(folder, file),
      newestBackup(folder),
    ];
    sqlite.close();
    process.stdout.write(findings.map(({ state, text }) => `${state.padEnd(6)}${text}\n`).join(''));
    const wrong = findings.filter(({ state }) => state === 'wrong');
    if (wrong.length > 0) throw new StartError(ExitCode.config, `the database '${file}' is not in order`);
  },
};

const finding = (isOk: boolean, ok: string, wrong: string): Finding =>
  isOk ? { state: 'ok', text: ok } : { state: 'wrong', text: wrong };

function integrity(sqlite: Sqlite, file: string): Finding {
  const [verdict = ''] = String(sqlite.pragma('integrity_check(1)', { simple: true })).split('\n');
  const size = `${(statSync(file).size / MIB).toFixed(1)} MiB`;
  return finding(verdict === 'ok', `The database is whole: ${size}`, `The database is damaged: ${verdict}`);
}

function references(sqlite: Sqlite): Finding {
  const [broken] = sqlite.pragma('foreign_key_check') as { table: string }[];
  const wrong = `A row of ${broken?.table} refers to one that is not there`;
  return finding(!broken, 'All rows that others refer to are there', wrong);
}

function migrations(sqlite: Sqlite): Finding {
  const { pending, unknown } = migrationState(sqlite, readMigrations());
  if (unknown > 0) return { state: 'wrong', text: 'A newer Drover made it; this one will not start with it' };
  if (pending.length === 0) return { state: 'ok', text: `Its tables are up to date` };
  return { state: 'note', text: `The next start brings its tables up to date: ${pending.length} to do` };
}

function freeSpace(folder: string, file: string): Finding {
  const { bavail, bsize } = statfsSync(folder);
  const free = bavail * bsize;
  const enough = free > MIN_FREE_BYTES + statSync(file).size;
  return { state: enough ? 'ok' : 'note', text: `${(free / MIB).toFixed(0)} MiB of its disk are free` };
}

function newestBackup(folder: string): Finding {
  const [newest] = new Backups(folder).list();
  if (!newest) return { state: 'note', text: 'There is no backup yet' };
  const isOld = Date.now() - newest.at > OLD_BACKUP_MS;
  return { state: isOld ? 'note' : 'ok', text: `The newest backup: ${printable(newest.file)}` };
}
