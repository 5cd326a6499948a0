import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { NOTHING_LEARNED, Session } from '@drover/protocol';
import { expect, it, onTestFinished } from 'vitest';
import { Database } from '../db/database.ts';
import { migrate, readMigrations } from '../db/migrations.ts';
import { openForWriting } from '../db/sqlite.ts';
import { SessionStore } from './session-store.ts';

const BEFORE_WORKTREES = '0002_people_last_seen';

it('sessions that an older Drover wrote are read, with nothing learned of them', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'drover-sessions-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, 'hub.db');
  const [hostId, sessionId] = [randomUUID(), randomUUID()];
  const older = openForWriting(file);
  const all = readMigrations();
  const until = all.findIndex(({ tag }) => tag === BEFORE_WORKTREES) + 1;
  migrate(older, folder, all.slice(0, until), 0);
  older
    .prepare(
      'INSERT INTO hosts (host_id, name, name_key, token_hash, is_local, created_at) VALUES (?, ?, ?, ?, 0, 1)',
    )
    .run(hostId, 'atlas', 'atlas', 'hash');
  older
    .prepare(
      `INSERT INTO sessions (session_id, host_id, profile, project_dir, task, status, size, created_at)
       VALUES (?, ?, 'claude', '/g/fence', 'Mend', 'exited', '{"cols":80,"rows":24}', 1)`,
    )
    .run(sessionId, hostId);
  older.close();
  const db = new Database(file);
  onTestFinished(() => db.close());
  const [session] = new SessionStore(db).unarchived();
  expect(Session.parse(session)).toMatchObject({
    ...NOTHING_LEARNED,
    sessionId,
    ...{ task: 'Mend', name: null, tags: [], prompt: null, resumedFrom: null },
  });
});
