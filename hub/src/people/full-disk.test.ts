import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Database } from '../db/database.ts';
import { explainStorageError } from '../db/storage-errors.ts';
import { ApiTokenStore } from './api-token-store.ts';
import { LoginSessionStore } from './login-session-store.ts';
import { UserStore } from './user-store.ts';

const HOUR = 60 * 60 * 1_000;

let folder: string;
let db: Database;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'drover-full-'));
  db = new Database(path.join(folder, 'hub.db'));
});
afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true });
});

it('[F28] a login and an API token are good while the disk takes not even when they were used', () => {
  let now = Date.now();
  const clock = () => now;
  const user = new UserStore(db).addFirst('ada', 'x', now);
  const userId = user?.userId ?? '';
  const logins = new LoginSessionStore(db, clock, { loginSession: 24 * HOUR, oidcLogin: 24 * HOUR });
  const tokens = new ApiTokenStore(db, clock);
  const cookie = logins.open(userId, 'password', { address: '127.0.0.1', userAgent: null });
  tokens.add({ secret: 'secret', userId, name: 'script', scope: 'viewer', expiresAt: null });
  now += HOUR;
  db.orm.run(sql`PRAGMA query_only = ON`);
  expect(() => tokens.removeAll(userId)).toThrow(
    expect.toSatisfy((error) => explainStorageError(error) !== error),
  );
  expect(logins.use(cookie)?.user.name).toBe('ada');
  expect(tokens.use('secret')?.user.name).toBe('ada');
});
