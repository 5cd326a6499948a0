import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SessionRig } from '../testing/session-rig.ts';
import { Commands } from './commands.ts';

const NOW = 1_800_000_000_000;

let rig: SessionRig;
let commands: Commands;
beforeEach(() => {
  rig = new SessionRig();
  commands = new Commands(rig.sessions, [rig.projectDir], pino({ level: 'silent' }));
});
afterEach(() => rig.dispose());

const ask = (kind: string, payload: unknown, expiresAt = NOW + 1_000) =>
  commands.answer({ commandId: randomUUID(), kind, expiresAt, payload }, NOW);

it('starts and stops a session, and tells the facts', async () => {
  const request = rig.request(['cat']);
  expect(await ask('spawn', request)).toMatchObject({ ok: true, value: { status: 'running' } });
  const stopped = await ask('stop', { sessionId: request.sessionId });
  expect(stopped).toMatchObject({ ok: true, value: { status: 'exited', reason: { code: 'stopped' } } });
});

it('[F68] starts nothing by a command that comes too late', async () => {
  const request = rig.request(['cat']);
  expect(await ask('spawn', request, NOW - 1)).toMatchObject({
    ok: false,
    error: { code: 'command_expired' },
  });
  expect(rig.sessions.facts()).toEqual([]);
});

it('[B19] tells that there is no such session to stop', async () => {
  const answer = await ask('stop', { sessionId: randomUUID() });
  expect(answer).toMatchObject({ ok: false, error: { code: 'no_session' } });
});

it.each([
  ['unknown', 'dance', {}],
  ['without what it needs', 'stop', {}],
  ['with what it does not know', 'list_projects', { depth: 3 }],
])('refuses a command that is %s', async (_, kind, payload) => {
  expect(await ask(kind, payload)).toMatchObject({ ok: false, error: { code: 'invalid_payload' } });
});

it('lists the projects below the roots', async () => {
  const answer = await ask('list_projects', {});
  expect(answer).toMatchObject({ ok: true, value: { projects: [{ path: rig.projectDir, git: false }] } });
});
