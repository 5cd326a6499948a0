import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StartError } from '../config/start-error.ts';
import { Database, type DatabaseOptions } from './database.ts';
import { DamagedError, openForReading } from './sqlite.ts';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'drover-db-'));
  file = path.join(folder, 'hub.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = (options?: DatabaseOptions) => new Database(file, options);

function refusal(options?: DatabaseOptions): StartError {
  try {
    open(options).close();
  } catch (error) {
    if (error instanceof StartError) return error;
    throw error;
  }
  throw new Error('this database was not refused');
}

/** Two pages in the middle of it, so that something that is used is hit. */
function damage(): void {
  const bytes = readFileSync(file);
  bytes.fill(0xff, 4_096, 3 * 4_096);
  writeFileSync(file, bytes);
}

describe('a database', () => {
  it('[F33] has one writer: a second is refused, naming the first', () => {
    const db = open();
    expect(refusal()).toMatchObject({
      exitCode: 69,
      message: expect.stringContaining(`process ${process.pid} on ${os.hostname()}`),
    });
    db.close();
    open().close();
  });

  it('can be read beside its writer, with what was written last', () => {
    const db = open();
    db.tryWriting();
    const reader = openForReading(file);
    expect(reader.pragma('application_id', { simple: true })).toBe(0x44525648);
    reader.close();
    db.tryWriting();
    db.close();
  });

  it('[F33] that another program has locked is refused in words', () => {
    open().close();
    const other = new BetterSqlite3(file);
    other.pragma('locking_mode = EXCLUSIVE');
    other.exec('BEGIN EXCLUSIVE');
    expect(refusal()).toMatchObject({
      exitCode: 78,
      message: expect.stringContaining('in use by another program'),
    });
    other.close();
    open().close();
  });

  it('[F33] whose write-ahead log was taken away after a crash is refused', () => {
    const db = open();
    writeFileSync(`${file}.kept`, readFileSync(file));
    db.close();
    writeFileSync(file, readFileSync(`${file}.kept`));
    writeFileSync(`${file}-shm`, '');
    expect(refusal()).toMatchObject({ exitCode: 78, message: expect.stringContaining('hub.db-wal') });
  });

  it.each([
    [
      'is not a database',
      () => writeFileSync(file, 'not a database, but long enough to look at'.repeat(100)),
    ],
    ['is cut short', () => writeFileSync(file, readFileSync(file).subarray(0, 10_000))],
    ['is empty', () => writeFileSync(file, '')],
    ['has a damaged page', damage],
  ])('[F31] [F32] that %s is refused and left as it is', (_what, harm) => {
    open().close();
    harm();
    const before = readFileSync(file);
    expect(refusal()).toMatchObject({ exitCode: 78, message: expect.stringContaining('is damaged') });
    expect(readFileSync(file)).toEqual(before);
    expect(() => openForReading(file)).toThrow(DamagedError);
  });

  it('[F31] that is damaged names the newest backup and the command that restores it', () => {
    open().close();
    damage();
    expect(refusal().message).toContain('There is no backup in');
    const backups = path.join(folder, 'backups');
    const db = open({ recover: true });
    db.close();
    damage();
    writeBackups(backups, ['daily-20260101T000000Z.db', 'before-0001_x-20260301T000000Z.db', 'notes.db']);
    const newest = path.join(backups, 'before-0001_x-20260301T000000Z.db');
    expect(refusal().message).toContain(`drover hub restore --data-dir ${folder} ${newest}\n`);
  });

  it('[F31] that is damaged is set aside with --recover, and nothing is ever overwritten', () => {
    const now = Date.UTC(2026, 0, 2, 3, 4, 5);
    open().close();
    for (const expected of [1, 2]) {
      damage();
      const bad = readFileSync(file);
      const db = open({ recover: true, now });
      expect(db.setAside).toMatch(/hub\.db\.damaged-20260102T030405Z(-2)?$/);
      db.close();
      const aside = readdirSync(folder).filter((name) => name.startsWith('hub.db.damaged-20260102T030405Z'));
      expect(aside).toHaveLength(expected);
      expect(readFileSync(path.join(folder, aside.at(-1) ?? ''))).toEqual(bad);
    }
  });

  it('[F31] that is whole is left alone by --recover', () => {
    open().close();
    const db = open({ recover: true });
    expect(db.setAside).toBeNull();
    db.close();
    expect(readdirSync(folder).sort()).toEqual(['hub.db', 'hub.lock']);
    expect(existsSync(`${file}-wal`)).toBe(false);
  });
});

function writeBackups(backups: string, names: string[]): void {
  mkdirSync(backups);
  for (const name of names) writeFileSync(path.join(backups, name), '');
}
