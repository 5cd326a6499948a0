import { existsSync } from 'node:fs';
import path from 'node:path';
import { printable } from '@drover/protocol';
import { ExitCode, StartError } from '../config/start-error.ts';
import { Backups, writeBackup } from '../db/backups.ts';
import { DATABASE_NAME } from '../db/database.ts';
import { openUndamaged } from '../db/recover.ts';
import type { AdminCommand } from './command.ts';

export const backup: AdminCommand = {
  usage: '',
  summary: 'Copies the database, also while the hub runs.',
  addFlags: (command) =>
    command.option('--to <file>', 'where to; without it, into the data folder under `backups`'),
  run: ({ dataDir, flags: { to } }) => {
    const folder = path.resolve(dataDir);
    const sqlite = openUndamaged(path.join(folder, DATABASE_NAME));
    try {
      const file = typeof to === 'string' ? newFile(to) : null;
      if (file) writeBackup(sqlite, file);
      const made = file ?? new Backups(folder).make(sqlite, 'manual', Date.now());
      process.stdout.write(`${printable(made)}\n`);
    } finally {
      sqlite.close();
    }
  },
};

function newFile(to: string): string {
  const file = path.resolve(to);
  if (existsSync(file)) throw cannotMake(file, 'is there already; name a new file');
  if (!existsSync(path.dirname(file))) throw cannotMake(file, 'lies in a folder that does not exist');
  return file;
}

const cannotMake = (file: string, why: string) =>
  new StartError(ExitCode.cannotCreate, `--to '${file}' ${why}`);
