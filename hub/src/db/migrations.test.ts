import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Backups, DEFAULT_BACKUPS_KEPT } from './backups.ts';
import { migrate, migrationState, readMigrations } from './migrations.ts';
import { openForReading, openForWriting, type Sqlite } from './sqlite.ts';

const DIES = path.join(import.meta.dirname, '../testing/fixtures/dies-in-migration.ts');
const BREAK = '--> statement-breakpoint\n';
const NOW = Date.UTC(2026, 5, 1);
const POINTS = 20;

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'drover-migrations-'));
  file = path.join(folder, 'hub.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A folder of migrations as drizzle-kit writes it, each a list of statements. */
function migrations(name: string, all: string[][]) {
  const place = path.join(folder, name);
  mkdirSync(path.join(place, 'meta'), { recursive: true });
  const entries = all.map((_, idx) => ({ idx, when: 1_000 + idx, tag: `000${idx}_step`, breakpoints: true }));
  all.forEach((statements, idx) => {
    writeFileSync(path.join(place, `000${idx}_step.sql`), statements.join(BREAK));
  });
  writeFileSync(path.join(place, 'meta/_journal.json'), JSON.stringify({ entries }));
  return place;
}

function withDatabase<T>(work: (sqlite: Sqlite) => T): T {
  const sqlite = openForWriting(file);
  try {
    return work(sqlite);
  } finally {
    sqlite.close();
  }
}

const upgrade = (place: string) =>
  withDatabase((sqlite) => migrate(sqlite, folder, readMigrations(place), NOW));

const FIRST = [
  'CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT)',
  'CREATE TABLE tokens (id INTEGER PRIMARY KEY, person INTEGER REFERENCES people(id) ON DELETE CASCADE)',
  "INSERT INTO people VALUES (1, 'ada')",
  'INSERT INTO tokens VALUES (7, 1)',
];
const dieAt = (point: number) => `INSERT INTO people (name) SELECT die_at(${point})`;

describe('migrations', () => {
  it(`[F34] killed at any of ${POINTS} points leave the database as it was, and a backup; the next start is whole`, () => {
    upgrade(migrations('old', [FIRST]));
    const steps = Array.from({ length: POINTS }, (_, point) => [
      `ALTER TABLE people ADD column_${point} TEXT`,
      dieAt(point),
      `CREATE TABLE table_${point} (id INTEGER)`,
    ]);
    const halves = [steps.slice(0, POINTS / 2).flat(), steps.slice(POINTS / 2).flat()];
    const place = migrations('new', [FIRST, ...halves]);
    for (let point = 0; point < POINTS; point++) {
      const { signal, stderr } = spawnSync(process.execPath, [DIES, file, place, String(point)]);
      expect([signal, String(stderr)]).toEqual(['SIGKILL', expect.anything()]);
      const left = withDatabase((sqlite) => sqlite.prepare('SELECT * FROM people').all());
      expect(left).toEqual([{ id: 1, name: 'ada' }]);
    }
    expect(new Backups(folder).list().at(0)?.kind).toBe('before');
    expect(new Backups(folder).list().length).toBeLessThanOrEqual(DEFAULT_BACKUPS_KEPT);
    const { status, stderr } = spawnSync(process.execPath, [DIES, file, place, 'never']);
    expect([status, String(stderr)]).toEqual([0, expect.anything()]);
    withDatabase((sqlite) => {
      expect(migrationState(sqlite, readMigrations(place))).toEqual({ applied: 3, pending: [], unknown: 0 });
      expect(sqlite.prepare(`SELECT * FROM table_${POINTS - 1}`).all()).toEqual([]);
    });
  });

  it('take a backup first, of what was there, for its owner only', () => {
    upgrade(migrations('old', [FIRST]));
    expect(new Backups(folder).list()).toEqual([]);
    upgrade(migrations('new', [FIRST, ['DROP TABLE tokens'], ['DROP TABLE people']]));
    const [backup, ...others] = new Backups(folder).list();
    const name = path.join(folder, 'backups/before-0001_step-20260601T000000Z.db');
    expect([backup, others]).toEqual([{ file: name, kind: 'before', at: NOW }, []]);
    expect(statSync(name).mode & 0o777).toBe(0o600);
    const saved = openForReading(name);
    expect(saved.prepare('SELECT name FROM people').pluck().all()).toEqual(['ada']);
    saved.close();
    upgrade(path.join(folder, 'new'));
    expect(new Backups(folder).list()).toHaveLength(1);
  });

  it('that fail leave everything as it was', () => {
    upgrade(migrations('old', [FIRST]));
    const place = migrations('new', [FIRST, ['DROP TABLE tokens'], ['DROP TABLE nothing']]);
    expect(() => upgrade(place)).toThrow('could not be brought up to date, and is as it was');
    withDatabase((sqlite) => expect(sqlite.prepare('SELECT id FROM tokens').pluck().all()).toEqual([7]));
  });

  it('may rebuild a table that others refer to, without emptying those', () => {
    upgrade(migrations('old', [FIRST]));
    const rebuild = [
      'PRAGMA foreign_keys=OFF',
      'CREATE TABLE new_people (id INTEGER PRIMARY KEY, name TEXT NOT NULL)',
      'INSERT INTO new_people SELECT id, name FROM people',
      'DROP TABLE people',
      'ALTER TABLE new_people RENAME TO people',
      'PRAGMA foreign_keys=ON',
    ];
    upgrade(migrations('new', [FIRST, rebuild]));
    withDatabase((sqlite) => {
      expect(sqlite.prepare('SELECT id FROM tokens').pluck().all()).toEqual([7]);
      expect(sqlite.pragma('foreign_keys', { simple: true })).toBe(1);
    });
  });

  it('may not leave a row that refers to nothing', () => {
    upgrade(migrations('old', [FIRST]));
    const place = migrations('new', [FIRST, ['DELETE FROM people']]);
    expect(() => upgrade(place)).toThrow('a row of tokens would refer to one that is not there');
    withDatabase((sqlite) =>
      expect(sqlite.prepare('SELECT name FROM people').pluck().all()).toEqual(['ada']),
    );
  });

  it('of a newer Drover are refused, with the way back', () => {
    upgrade(migrations('old', [FIRST]));
    upgrade(migrations('new', [FIRST, ['DROP TABLE tokens']]));
    const backup = path.join(folder, 'backups/before-0001_step-20260601T000000Z.db');
    expect(() => upgrade(path.join(folder, 'old'))).toThrow(
      expect.objectContaining({ exitCode: 78, message: expect.stringMatching(/newer Drover/) }),
    );
    expect(() => upgrade(path.join(folder, 'old'))).toThrow(`restore --data-dir ${folder} ${backup}`);
  });
});
