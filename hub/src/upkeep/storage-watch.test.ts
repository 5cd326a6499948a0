import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { Database } from '../db/database.ts';
import { createLogger } from '../log/logger.ts';
import { StorageWatch } from './storage-watch.ts';

it('takes a data folder that is gone for a full disk, until it is back', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'drover-storage-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const db = new Database(path.join(folder, 'hub.db'));
  const watch = new StorageWatch({ db, everyMs: 60_000, log: createLogger('silent') });
  onTestFinished(() => watch.end());
  watch.look();
  expect(watch.isFull).toBe(false);
  renameSync(folder, `${folder}-gone`);
  watch.look();
  expect(watch.isFull).toBe(true);
  renameSync(`${folder}-gone`, folder);
  watch.look();
  expect(watch.isFull).toBe(false);
  db.close();
});
