import { readFileSync } from 'node:fs';
import path from 'node:path';
import { shellWord } from '@drover/protocol';
import { type MigrationMeta, readMigrationFiles } from 'drizzle-orm/migrator';
import { z } from 'zod';
import { ExitCode, StartError } from '../config/start-error.ts';
import { Backups, DEFAULT_BACKUPS_KEPT } from './backups.ts';
import type { Sqlite } from './sqlite.ts';

export const MIGRATIONS = path.join(import.meta.dirname, '../../drizzle');

/** The table and its columns are drizzle's own. */
const TABLE = '__drizzle_migrations';
const Journal = z.object({ entries: z.array(z.object({ tag: z.string() })) });

export type Migration = MigrationMeta & { tag: string };

export function readMigrations(folder = MIGRATIONS): Migration[] {
  const { entries } = Journal.parse(
    JSON.parse(readFileSync(path.join(folder, 'meta/_journal.json'), 'utf8')),
  );
  return readMigrationFiles({ migrationsFolder: folder }).map((migration, index) => ({
    ...migration,
    tag: entries[index]?.tag ?? '',
  }));
}

export type MigrationState = { applied: number; pending: Migration[]; unknown: number };

/** `unknown`: migrations of another, newer Drover. */
export function migrationState(sqlite: Sqlite, migrations: Migration[]): MigrationState {
  const hasTable = sqlite.prepare('SELECT 1 FROM sqlite_master WHERE name = ?').get(TABLE) !== undefined;
  const times = hasTable ? sqlite.prepare<[], number>(`SELECT created_at FROM ${TABLE}`).pluck().all() : [];
  const applied = new Set(times.map(Number));
  const known = new Set(migrations.map(({ folderMillis }) => folderMillis));
  return {
    applied: applied.size,
    pending: migrations.filter(({ folderMillis }) => !applied.has(folderMillis)),
    unknown: [...applied].filter((time) => !known.has(time)).length,
  };
}

/**
 * Brings the tables up to date: all pending migrations or none, after a backup of what was there.
 * Throws `StartError` (78) when a newer Drover made the database, or a migration fails.
 */
export function migrate(sqlite: Sqlite, dataDir: string, migrations: Migration[], now: number): void {
  const { applied, pending, unknown } = migrationState(sqlite, migrations);
  if (unknown > 0) throw newer(dataDir);
  const [first] = pending;
  if (!first) return;
  try {
    if (applied > 0) backUp(sqlite, dataDir, first.tag, now);
    apply(sqlite, pending);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    const text = `the database in '${dataDir}' could not be brought up to date, and is as it was: ${why}`;
    throw new StartError(ExitCode.config, text);
  }
}

function backUp(sqlite: Sqlite, dataDir: string, tag: string, now: number): void {
  const backups = new Backups(dataDir);
  backups.make(sqlite, 'before', now, tag);
  // A migration that is killed again and again must not fill the disk.
  backups.keepNewest('before', DEFAULT_BACKUPS_KEPT);
}

/** With foreign keys on, dropping a table for one of another shape would empty those that refer to it. */
function apply(sqlite: Sqlite, migrations: Migration[]): void {
  sqlite.pragma('foreign_keys = OFF');
  try {
    sqlite.transaction(() => applyEach(sqlite, migrations)).immediate();
  } finally {
    sqlite.pragma('foreign_keys = ON');
  }
}

function applyEach(sqlite: Sqlite, migrations: Migration[]): void {
  sqlite.exec(
    `CREATE TABLE IF NOT EXISTS ${TABLE} (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at numeric)`,
  );
  const note = sqlite.prepare(`INSERT INTO ${TABLE} (hash, created_at) VALUES (?, ?)`);
  for (const { sql, hash, folderMillis } of migrations) {
    for (const statement of sql) sqlite.exec(statement);
    note.run(hash, folderMillis);
  }
  const [broken] = sqlite.pragma('foreign_key_check') as { table: string }[];
  if (broken) throw new Error(`a row of ${broken.table} would refer to one that is not there`);
}

function newer(dataDir: string): StartError {
  const backup = new Backups(dataDir).list().find(({ kind }) => kind === 'before');
  return new StartError(ExitCode.config, `the database in '${dataDir}' was made by a newer Drover`, [
    'Upgrade this one and start it again. Nothing was changed.',
    ...(backup ? [`Or go back to before the upgrade: ${restoreCommand(dataDir, backup.file)}`] : []),
  ]);
}

export const restoreCommand = (dataDir: string, file: string) =>
  `./drover hub restore --data-dir ${shellWord(dataDir)} ${shellWord(file)}`;
