import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AuditStore } from '../audit/audit-store.ts';
import { Database } from '../db/database.ts';
import { commands } from '../db/schema.ts';
import { openForReading } from '../db/sqlite.ts';
import { createLogger } from '../log/logger.ts';
import { DailyBackup } from './daily-backup.ts';
import { Retention } from './retention.ts';
import { RetentionStore } from './retention-store.ts';
import { Upkeep } from './upkeep.ts';

const DAY = 24 * 60 * 60 * 1_000;
const START = Date.UTC(2026, 0, 10);
const log = createLogger('silent');

let folder: string;
let db: Database;
let now: number;
const clock = () => now;
beforeEach(() => {
  now = START;
  folder = mkdtempSync(path.join(os.tmpdir(), 'drover-upkeep-'));
  db = new Database(path.join(folder, 'hub.db'));
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

describe('the daily backup', () => {
  const backups = () => readdirSync(path.join(folder, 'backups')).sort();
  const daily = (kept = 3) => new DailyBackup({ file: db.file, kept, clock, log });

  it('is made at the start, then once a day, and holds what was written until then', async () => {
    const backup = daily();
    expect(backup.lastAt).toBeNull();
    db.tryWriting();
    await backup.makeIfDue();
    now += DAY - 1;
    await backup.makeIfDue();
    expect(backups()).toEqual(['daily-20260110T000000Z.db']);
    now += 1;
    await daily().makeIfDue();
    expect(backups()).toEqual(['daily-20260110T000000Z.db', 'daily-20260111T000000Z.db']);
    expect(backup.lastAt).toBe(START + DAY);
    const copy = path.join(folder, 'backups', 'daily-20260110T000000Z.db');
    expect(statSync(copy).mode & 0o777).toBe(0o600);
    const sqlite = openForReading(copy);
    expect(sqlite.pragma('application_id', { simple: true })).toBe(0x44525648);
    sqlite.close();
  });

  it('replaces the oldest, and leaves those that people have made', async () => {
    const backup = daily(3);
    for (let day = 0; day < 6; day++, now += DAY) {
      await backup.makeIfDue();
      if (day === 0) writeFileSync(path.join(folder, 'backups', 'manual-20200101T000000Z.db'), '');
      if (day === 1) writeFileSync(path.join(folder, 'backups', 'daily-20260110T000000Z.db.partial'), '');
    }
    expect(backups()).toEqual([
      'daily-20260113T000000Z.db',
      'daily-20260114T000000Z.db',
      'daily-20260115T000000Z.db',
      'manual-20200101T000000Z.db',
    ]);
  });

  it('[F36] goes on after the clock was set back by years', async () => {
    const backup = daily();
    await backup.makeIfDue();
    now -= 10 * 365 * DAY;
    for (let day = 0; day < 2; day++, now += DAY) await backup.makeIfDue();
    expect(backups()).toHaveLength(3);
  });

  it('is not begun on a disk that it would fill', async () => {
    let free = 1024 * 1024;
    const backup = new DailyBackup({ file: db.file, kept: 3, clock, log, free: () => free });
    await expect(backup.makeIfDue()).rejects.toThrow('no room');
    expect(backup.lastAt).toBeNull();
    free = 1024 ** 3;
    await backup.makeIfDue();
    expect(backup.lastAt).toBe(START);
  });

  it('that fails leaves nothing half-made', async () => {
    writeFileSync(path.join(folder, 'backups'), 'in the way');
    await expect(daily().makeIfDue()).rejects.toThrow();
    chmodSync(path.join(folder, 'backups'), 0o600);
    expect(readdirSync(folder).filter((name) => name.includes('daily'))).toEqual([]);
  });
});

describe('the retention', () => {
  const audit = () => new AuditStore(db, clock);
  const counts = () => {
    const sqlite = openForReading(db.file);
    const count = (table: string) => sqlite.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
    const found = { audit: count('audit'), commands: count('commands'), logins: count('login_sessions') };
    sqlite.close();
    return found;
  };

  function command(commandId: string): void {
    const row = { commandId, kind: 'spawn', sessionId: commandId, state: 'done' } as const;
    db.orm
      .insert(commands)
      .values({ ...row, createdAt: now })
      .run();
  }

  /** Hundreds of entries that are about to be old, and one that is not. */
  function entries(): void {
    for (let i = 0; i < 1_200; i++) audit().record({ actor: 'hub', action: 'old' });
    command('old');
    now += 100 * DAY;
    audit().record({ actor: 'hub', action: 'new' });
    command('new');
  }

  it('removes what is older than it is to be kept, however much that is', async () => {
    entries();
    const retention = new Retention({
      store: new RetentionStore(db),
      auditDays: 90,
      clock,
      steady: clock,
      log,
    });
    await retention.run();
    expect(counts()).toEqual({ audit: 1, commands: 1, logins: 0 });
  });

  it.each([
    ['ten years ahead', 3_650 * DAY],
    ['two days back', -2 * DAY],
  ])('[F36] removes nothing after the clock has jumped %s', async (_what, jump) => {
    entries();
    const steadyNow = now;
    const steady = () => steadyNow;
    const retention = new Retention({ store: new RetentionStore(db), auditDays: 90, clock, steady, log });
    now += jump;
    audit().record({ actor: 'hub', action: 'under the wrong clock' });
    await retention.run();
    expect(counts()).toEqual({ audit: 1_202, commands: 2, logins: 0 });
  });

  it('[F36] does not take all of the audit log at a start with a clock that is years ahead', async () => {
    entries();
    now += 3_650 * DAY;
    const retention = new Retention({
      store: new RetentionStore(db),
      auditDays: 90,
      clock,
      steady: clock,
      log,
    });
    audit().record({ actor: 'hub', action: 'under the wrong clock' });
    await retention.run();
    expect(counts()).toMatchObject({ audit: 1_202, commands: 2 });
  });
});

describe('the upkeep', () => {
  it('sees to its chores at the start and then again, and lets none keep the others from being done', async () => {
    const done: string[] = [];
    const chores = [
      { name: 'bad', run: () => Promise.reject(new Error('no')) },
      { name: 'good', run: () => void done.push('good') },
    ];
    const upkeep = new Upkeep(chores, { firstMs: 1, everyMs: 1, log });
    upkeep.start();
    await expect.poll(() => done.length).toBeGreaterThan(2);
    await upkeep.end();
    const before = done.length;
    await upkeep.run();
    expect(done).toHaveLength(before);
  });
});
