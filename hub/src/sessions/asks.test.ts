import { randomUUID } from 'node:crypto';
import type { Activity, Answer, Command, Session } from '@drover/protocol';
import { describe, expect, it } from 'vitest';
import { type Answered, codeOf } from '../testing/http-client.ts';
import { TestHub } from '../testing/test-hub.ts';

const outcome = (answered: Answered) => [answered.status, codeOf(answered)];

const waiting = (askId: string): Activity => ({
  state: 'waiting',
  reason: 'permission',
  since: 1_800_000_000_000,
  doing: 'Bash: npm test',
  evidence: { source: 'hook', words: 'PermissionRequest' },
  confidence: 'certain',
  ask: { askId, tool: 'Bash', detail: 'npm test', answers: ['allow', 'deny'] },
});

async function hubWithAsk() {
  const hub = await TestHub.start({ timings: { commandDeadline: 300 } });
  await hub.setUp();
  const { hostId, token } = hub.registerHost();
  const daemon = await hub.daemon(token);
  const viewer = await hub.viewer();
  const { sessionId } = await hub.spawn(hostId);
  const askId = randomUUID();
  await daemon.change(sessionId, { activity: waiting(askId) });
  const asked: Command[] = [];
  daemon.onCommand = (command) => {
    asked.push(command);
    return daemon.carryOut(command);
  };
  const answer = (body: object) => hub.post(`/api/sessions/${sessionId}/answer`, body);
  const report = (body: object) => hub.post(`/api/sessions/${sessionId}/activity-report`, body);
  return { hub, hostId, token, daemon, viewer, sessionId, askId, asked, answer, report };
}

const right = { state: 'idle', reason: null, note: 'It waits for nothing.' };

describe('what a session asks for', () => {
  it('is told to pages, and answered by its host', async () => {
    const { hub, viewer, sessionId, askId, asked, answer } = await hubWithAsk();
    await using _ = hub;
    await viewer.take<Session>('session', ({ activity }) => activity?.ask?.askId === askId);
    expect((await answer({ askId, answer: 'allow' })).status).toBe(204);
    expect(asked).toMatchObject([{ kind: 'answer_ask', payload: { sessionId, askId, answer: 'allow' } }]);
    expect(hub.audit().at(-1)).toMatchObject({
      action: 'ask_answered',
      subject: sessionId,
      detail: { tool: 'Bash', answer: 'allow' },
    });
  });

  it('is refused as its host refuses it, and then not audited as answered', async () => {
    const { hub, daemon, answer } = await hubWithAsk();
    await using _ = hub;
    const error = { code: 'nothing_asked', message: 'It does not ask for that any more.' } as const;
    daemon.onCommand = () => ({ ok: false, error });
    expect(await answer({ askId: randomUUID(), answer: 'deny' })).toMatchObject({
      status: 409,
      body: { error },
    });
    expect(hub.audit().map(({ action }) => action)).not.toContain('ask_answered');
  });

  it('[B38] may have been answered when the host does not say in time, and is audited when it does', async () => {
    const { hub, daemon, askId, answer } = await hubWithAsk();
    await using _ = hub;
    const late = Promise.withResolvers<Answer<unknown>>();
    daemon.onCommand = () => late.promise;
    const answered = await answer({ askId, answer: 'allow' });
    expect(outcome(answered)).toEqual([504, 'timeout']);
    expect(answered.body).toMatchObject({
      error: { message: expect.stringContaining('the answer may have arrived') },
    });
    late.resolve({ ok: true, value: undefined });
    await expect.poll(() => hub.audit().at(-1)?.action).toBe('ask_answered');
  });

  it('is not answered when the session has ended, its host is away, or nonsense is said', async () => {
    const { hub, hostId, daemon, sessionId, askId, asked, answer } = await hubWithAsk();
    await using _ = hub;
    expect(outcome(await answer({ askId, answer: 'always' }))).toEqual([422, 'invalid_body']);
    expect(outcome(await answer({ askId: 'x', answer: 'allow' }))).toEqual([422, 'invalid_body']);
    const other = await hub.spawn(hostId);
    asked.length = 0;
    await daemon.change(sessionId, { status: 'exited', activity: null, endedAt: 1 });
    expect(outcome(await answer({ askId, answer: 'allow' }))).toEqual([409, 'session_ended']);
    daemon.close();
    await expect.poll(() => hub.hub.fleet.host(hostId).online).toBe(false);
    const path = `/api/sessions/${other.sessionId}/answer`;
    expect(outcome(await hub.post(path, { askId, answer: 'allow' }))).toEqual([409, 'host_offline']);
    expect(asked).toEqual([]);
  });
});

describe('a wrong verdict', () => {
  it('is reported to the host, which keeps the evidence', async () => {
    const { hub, sessionId, asked, report } = await hubWithAsk();
    await using _ = hub;
    const file = '/home/ada/.local/state/drover/reports/1.json';
    expect(await report(right)).toMatchObject({ status: 200, body: { file } });
    expect(asked).toMatchObject([{ kind: 'report_activity', payload: { sessionId, report: right } }]);
    expect(hub.audit().at(-1)).toMatchObject({
      action: 'activity_reported',
      detail: { shown: 'waiting', right: 'idle' },
    });
  });

  it('is not reported in words that are none', async () => {
    const { hub, asked, report } = await hubWithAsk();
    await using _ = hub;
    expect(outcome(await report({ ...right, state: 'sleeping' }))).toEqual([422, 'invalid_body']);
    expect(outcome(await report({ ...right, note: 'x'.repeat(501) }))).toEqual([422, 'invalid_body']);
    expect(asked).toEqual([]);
  });
});

describe('activity', () => {
  it('is shown as last known, with its time, while the host is away; and unknown after a restart', async () => {
    const { hub, hostId, token, daemon, sessionId, askId } = await hubWithAsk();
    await using _ = hub;
    daemon.close();
    await expect.poll(() => hub.hub.fleet.host(hostId).online).toBe(false);
    expect(hub.hub.fleet.session(sessionId).activity).toEqual(waiting(askId));
    await hub.restart();
    expect(hub.hub.fleet.session(sessionId).activity).toBeNull();
    await hub.daemon(token, [...daemon.sessions.values()]);
    expect(hub.hub.fleet.session(sessionId).activity).toEqual(waiting(askId));
  });
});
