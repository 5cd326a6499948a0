import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SessionRig } from '../testing/session-rig.ts';
import { type CommandHandlers, Commands } from './commands.ts';

const NOW = 1_800_000_000_000;

let rig: SessionRig;
let commands: Commands;
beforeEach(() => {
  rig = new SessionRig();
  const refuse = () => {
    throw new Error('broken');
  };
  const handlers: CommandHandlers = {
    spawn: (request) => rig.sessions.spawn(request),
    stop: ({ sessionId }) => rig.sessions.stop(sessionId),
    list_projects: ({ refresh }) => ({ refresh }),
    inspect_project: refuse,
    list_conversations: refuse,
    list_worktrees: refuse,
    remove_worktree: refuse,
    restore_worktree: refuse,
    read_changes: refuse,
    answer_ask: refuse,
    report_activity: refuse,
  };
  commands = new Commands(handlers, pino({ level: 'silent' }));
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
  ['with what it does not know', 'list_projects', { refresh: true, depth: 3 }],
])('refuses a command that is %s', async (_, kind, payload) => {
  expect(await ask(kind, payload)).toMatchObject({ ok: false, error: { code: 'invalid_payload' } });
});

it('answers with what the handler gives, and of a fault of ours tells nothing', async () => {
  expect(await ask('list_projects', { refresh: true })).toEqual({ ok: true, value: { refresh: true } });
  expect(await ask('list_worktrees', {})).toMatchObject({
    ok: false,
    error: { code: 'internal', message: expect.not.stringContaining('broken') },
  });
});
