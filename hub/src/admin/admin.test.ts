import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { prepareDataDir } from '../config/data-dir.ts';
import { Database } from '../db/database.ts';
import { InviteStore } from '../people/invite-store.ts';
import { hashPassword } from '../people/passwords.ts';
import { UserStore } from '../people/user-store.ts';
import { ask } from '../testing/http-client.ts';
import { HubProcess } from '../testing/hub-process.ts';
import { runHub } from '../testing/run-hub.ts';
import { ADA, cookieOf } from '../testing/test-hub.ts';

const NEW_PASSWORD = 'another battery staple';

let folder: string;
let dataDir: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'drover-admin-'));
  dataDir = path.join(folder, 'data');
  file = path.join(dataDir, 'hub.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = (command: string, args: string[] = [], stdin = '') =>
  runHub([command, '--data-dir', dataDir, ...args], stdin);
const addAdmin = (name = ADA.name) => run('add-admin', [name], `${ADA.password}\n`);

/** A database with Ada's account. */
async function addAda(): Promise<void> {
  prepareDataDir(dataDir);
  const db = new Database(file);
  new UserStore(db).add({
    name: ADA.name,
    passwordHash: await hashPassword(ADA.password),
    role: 'admin',
    createdAt: Date.now(),
  });
  db.close();
}

/** Runs a hub on the data while `work` asks it things. */
async function withHub<T>(work: (port: number) => Promise<T>): Promise<T> {
  await using hub = new HubProcess(['--data-dir', dataDir]);
  const { url } = await hub.ready();
  const result = await work(Number(new URL(url).port));
  hub.kill('SIGTERM');
  await hub.ended();
  return result;
}

const logIn = (port: number, password: string) =>
  ask(port, { method: 'POST', path: '/api/login', body: { name: ADA.name, password } });

const namesIn = (database: string) => {
  const sqlite = new BetterSqlite3(database, { readonly: true });
  try {
    return sqlite.prepare('SELECT name FROM users ORDER BY name').pluck().all();
  } finally {
    sqlite.close();
  }
};

describe('backup', () => {
  it('copies the database beside the hub that writes it', async () => {
    await addAda();
    const to = path.join(folder, 'copy.db');
    await withHub(async () => {
      expect(await run('backup', ['--to', to])).toEqual({ code: 0, stdout: `${to}\n`, stderr: '' });
      expect(await run('backup')).toMatchObject({
        code: 0,
        stdout: expect.stringContaining('/backups/manual-'),
      });
    });
    expect([namesIn(to), statSync(to).mode & 0o777]).toEqual([['ada'], 0o600]);
    expect(readdirSync(folder)).toEqual(['copy.db', 'data']);
  });

  it('overwrites nothing, and says when there is nothing to copy', async () => {
    expect(await run('backup')).toMatchObject({
      code: 78,
      stderr: expect.stringContaining('there is no database'),
    });
    await addAda();
    const to = path.join(folder, 'copy.db');
    writeFileSync(to, 'mine');
    expect(await run('backup', ['--to', to])).toMatchObject({ code: 73 });
    expect(readFileSync(to, 'utf8')).toBe('mine');
  });
});

describe('restore', () => {
  it('[F31] puts a backup in place of a damaged database, keeps that, and ends all logins', async () => {
    await addAda();
    const cookie = await withHub(async (port) => cookieOf(await logIn(port, ADA.password)));
    const to = path.join(folder, 'copy.db');
    await run('backup', ['--to', to]);
    writeFileSync(file, 'a database no more');
    chmodSync(file, 0o644);
    expect(await run('restore', [to])).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('hub.db.replaced-'),
    });
    const kept = readdirSync(dataDir).find((name) => name.startsWith('hub.db.replaced-')) ?? '';
    expect(readFileSync(path.join(dataDir, kept), 'utf8')).toBe('a database no more');
    expect(statSync(path.join(dataDir, kept)).mode & 0o777).toBe(0o600);
    await withHub(async (port) => {
      expect(await ask(port, { path: '/api/me', headers: { cookie } })).toMatchObject({ status: 401 });
      expect(await logIn(port, ADA.password)).toMatchObject({ status: 200 });
    });
  });

  it('takes back the links that somebody may have used since', async () => {
    await addAda();
    const db = new Database(file);
    const ada = new UserStore(db).findByName(ADA.name)?.userId ?? '';
    new InviteStore(db, Date.now).add({ role: 'admin', userId: ada, invitedBy: ada }, 'code', 60_000);
    db.close();
    const to = path.join(folder, 'copy.db');
    await run('backup', ['--to', to]);
    expect(await run('restore', [to])).toMatchObject({ code: 0 });
    const restored = new Database(file);
    expect(new InviteStore(restored, Date.now).open()).toEqual([]);
    restored.close();
  });

  it('[F31] suffers nothing of the database before, of which only the log was left', async () => {
    await addAda();
    const to = path.join(folder, 'copy.db');
    await run('backup', ['--to', to]);
    const db = new Database(file);
    new UserStore(db).add({ name: 'bob', passwordHash: '', role: 'admin', createdAt: Date.now() });
    copyFileSync(`${file}-wal`, `${file}-left`);
    db.close();
    rmSync(file);
    renameSync(`${file}-left`, `${file}-wal`);
    const { code, stdout } = await run('restore', [to]);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/hub\.db\.replaced-\w+-wal\n$/)]);
    expect(await run('check')).toMatchObject({ code: 0 });
    expect(namesIn(file)).toEqual(['ada']);
  });

  it('is refused while the hub runs', async () => {
    await addAda();
    await withHub(async () => {
      expect(await run('restore', [file])).toMatchObject({
        code: 69,
        stderr: expect.stringContaining('a hub already runs on'),
      });
    });
  });

  it('refuses what is damaged, foreign or newer, and changes nothing', async () => {
    await addAda();
    const before = readFileSync(file);
    const other = path.join(folder, 'other.db');
    const refusal = async () => {
      const { code, stderr } = await run('restore', [other]);
      expect(code).toBe(78);
      return stderr;
    };
    expect(await refusal()).toContain('there is no database');
    writeFileSync(other, 'not a database, but long enough to look at'.repeat(100));
    expect(await refusal()).toContain('is damaged');
    rmSync(other);
    new BetterSqlite3(other).exec('CREATE TABLE x (y)').close();
    expect(await refusal()).toContain('is not the database of a hub');
    copyFileSync(file, other);
    new BetterSqlite3(other)
      .exec("INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('x', 9e12)")
      .close();
    expect(await refusal()).toContain('was made by a newer Drover');
    expect(readFileSync(file)).toEqual(before);
  });

  it('that was killed half-way lets no hub begin empty', async () => {
    await addAda();
    copyFileSync(file, `${file}.restoring`);
    rmSync(file);
    expect(() => new Database(file)).toThrow('was interrupted; run it again');
    expect(existsSync(file)).toBe(false);
  });
});

describe('check', () => {
  it('finds a good database in order, also beside its hub, and a damaged one not', async () => {
    await addAda();
    await withHub(async () => {
      const { code, stdout } = await run('check');
      expect([code, stdout]).toEqual([0, expect.stringMatching(/^ok {4}The database is whole/)]);
    });
    const sqlite = new BetterSqlite3(file);
    sqlite.pragma('foreign_keys = OFF');
    sqlite.exec(
      "INSERT INTO sessions (session_id, host_id, profile, project_dir, status, size, created_at) VALUES ('s', 'h', 'p', '/', 'lost', '{}', 0)",
    );
    sqlite.close();
    const { code, stdout } = await run('check');
    expect([code, stdout]).toEqual([78, expect.stringContaining('wrong A row of sessions refers')]);
  });
});

it('the data folder of `npm start` is taken for the hub folder in it', async () => {
  const outer = path.join(folder, 'outer');
  dataDir = path.join(outer, 'hub');
  await addAdmin();
  dataDir = outer;
  expect(await run('check')).toMatchObject({ code: 0 });
  expect(await addAdmin('grace')).toMatchObject({ code: 0 });
  expect(readdirSync(outer)).toEqual(['hub']);
});

describe('set-password', () => {
  it('gives the account another password and ends its logins', async () => {
    await addAda();
    const cookie = await withHub(async (port) => cookieOf(await logIn(port, ADA.password)));
    expect(await run('set-password', [ADA.name], NEW_PASSWORD)).toMatchObject({ code: 0, stderr: '' });
    await withHub(async (port) => {
      expect(await ask(port, { path: '/api/me', headers: { cookie } })).toMatchObject({ status: 401 });
      expect(await logIn(port, ADA.password)).toMatchObject({ status: 401 });
      expect(await logIn(port, NEW_PASSWORD)).toMatchObject({ status: 200 });
      expect(await run('set-password', [ADA.name], NEW_PASSWORD)).toMatchObject({ code: 69 });
    });
  });

  it('refuses an unknown name, a weak password, and one on the command line', async () => {
    await addAda();
    expect(await run('set-password', ['bob'], NEW_PASSWORD)).toMatchObject({ code: 78 });
    expect(await run('set-password', [ADA.name], 'short')).toMatchObject({
      code: 64,
      stderr: expect.stringContaining('at least 10 characters'),
    });
    const { code, stderr } = await run('set-password', [ADA.name, NEW_PASSWORD]);
    expect([code, stderr]).toEqual([64, expect.not.stringContaining(NEW_PASSWORD)]);
  });
});

describe('add-admin', () => {
  it('makes the first account of a new hub, which then asks for none', async () => {
    expect(await addAdmin()).toMatchObject({ code: 0 });
    await withHub(async (port) => {
      expect(await ask(port, { path: '/api/setup' })).toMatchObject({ body: { open: false } });
      const { body } = await logIn(port, ADA.password);
      expect(body).toMatchObject({ user: { name: 'ada', role: 'admin' } });
    });
  });

  it('refuses a name that is taken or none', async () => {
    await addAda();
    expect(await addAdmin()).toMatchObject({ code: 78, stderr: expect.stringContaining('see set-password') });
    expect(await addAdmin('Ada!')).toMatchObject({ code: 64 });
  });
});
