import { randomUUID } from 'node:crypto';
import type { Answer, Changes, Command, GitStatus, SessionFacts } from '@drover/protocol';
import { describe, expect, it } from 'vitest';
import { sessionFacts } from '../testing/facts.ts';
import { type Answered, codeOf } from '../testing/http-client.ts';
import type { TestDaemon } from '../testing/test-daemon.ts';
import { type HubOverrides, TestHub } from '../testing/test-hub.ts';

const outcome = (answered: Answered) => [answered.status, codeOf(answered)];

const git: GitStatus = {
  branch: 'main',
  head: 'a1b2',
  upstream: null,
  ahead: null,
  behind: null,
  changedFiles: 1,
};

const changes = (patch: string): Changes => ({
  base: 'a1b2',
  git,
  commits: [{ id: 'c3d4', subject: 'Mend the fence' }],
  files: [{ path: 'fence.txt', from: null, kind: 'modified', additions: 1, deletions: 0 }],
  patch,
  truncated: false,
  at: 1_800_000_000_000,
});

const ended = (change: Partial<SessionFacts> = {}) =>
  sessionFacts({ status: 'exited', endedAt: Date.now(), git, ...change });

const noSession: Answer<unknown> = { ok: false, error: { code: 'no_session', message: 'Gone.' } };

/** What a daemon is asked to read, in order; it tells the patches that it has. */
function serveChanges(daemon: TestDaemon, patches: Map<string, string> = new Map()) {
  const asked: string[] = [];
  daemon.onCommand = (command: Command) => {
    if (command.kind !== 'read_changes') return daemon.carryOut(command);
    const { sessionId } = command.payload;
    asked.push(sessionId);
    const patch = patches.get(sessionId);
    return patch === undefined ? noSession : { ok: true, value: changes(patch) };
  };
  return { asked, patches };
}

async function hubWithHost(overrides: HubOverrides = {}) {
  const hub = await TestHub.start(overrides);
  await hub.setUp();
  const { hostId, token } = hub.registerHost();
  const read = (sessionId: string) => hub.ask({ path: `/api/sessions/${sessionId}/changes` });
  const offline = () => expect.poll(() => hub.hub.fleet.host(hostId).online).toBe(false);
  return { hub, hostId, token, read, offline };
}

describe('the changes of a session', () => {
  it('that runs are read from its host each time', async () => {
    const { hub, hostId, token, read, offline } = await hubWithHost();
    await using _ = hub;
    const daemon = await hub.daemon(token);
    const { asked, patches } = serveChanges(daemon);
    const { sessionId } = await hub.spawn(hostId);
    for (const patch of ['+one', '+two']) {
      patches.set(sessionId, patch);
      expect(await read(sessionId)).toMatchObject({ status: 200, body: changes(patch) });
    }
    expect(asked).toEqual([sessionId, sessionId]);
    daemon.close();
    await offline();
    expect(outcome(await read(sessionId))).toEqual([409, 'host_offline']);
  });

  it('are fetched when it ends, and can be read when its host is away, by a viewer too', async () => {
    const { hub, hostId, token, read, offline } = await hubWithHost();
    await using _ = hub;
    const daemon = await hub.daemon(token);
    const { asked, patches } = serveChanges(daemon);
    const { sessionId } = await hub.spawn(hostId);
    const patch = '+mended\n'.repeat(100_000);
    patches.set(sessionId, patch);
    await daemon.change(sessionId, { status: 'exited', git, endedAt: Date.now() });
    await expect.poll(() => hub.hub.changes.isKept(sessionId)).toBe(true);
    patches.set(sessionId, '+what somebody did later');
    await daemon.change(sessionId, { viewers: 1 });
    daemon.close();
    await offline();
    await hub.restart();
    expect(await read(sessionId)).toMatchObject({ status: 200, body: changes(patch) });
    const viewer = await hub.join('viewer');
    const path = `/api/sessions/${sessionId}/changes`;
    expect((await viewer.ask({ path })).status).toBe(200);
    expect(asked).toEqual([sessionId]);
  });

  it('that ended without the hub are fetched when its host comes, one at a time', async () => {
    const { hub, token } = await hubWithHost();
    await using _ = hub;
    const sessions = [ended(), ended(), ended({ git: null }), sessionFacts({ git })];
    const wanted = sessions.slice(0, 2).map(({ sessionId }) => sessionId);
    const daemon = await hub.openDaemon(token, sessions);
    const asked: string[] = [];
    const answers = new Map(wanted.map((id) => [id, Promise.withResolvers<Answer<unknown>>()]));
    daemon.onCommand = (command) => {
      if (command.kind !== 'read_changes') return daemon.carryOut(command);
      asked.push(command.payload.sessionId);
      return answers.get(command.payload.sessionId)?.promise ?? noSession;
    };
    await daemon.hello();
    await expect.poll(() => asked).toEqual(wanted.slice(0, 1));
    // Asked for something else meanwhile, the host answers: it is not kept busy with the other one.
    await hub.spawn(hub.hub.fleet.hosts()[0]?.hostId ?? '');
    expect(asked).toEqual(wanted.slice(0, 1));
    for (const { resolve } of answers.values()) resolve({ ok: true, value: changes('+') });
    for (const id of wanted) await expect.poll(() => hub.hub.changes.isKept(id)).toBe(true);
    expect(asked).toEqual(wanted);
  });

  it('that could not be had do not keep others from it, and are fetched when the host comes again', async () => {
    const { hub, token, read, offline } = await hubWithHost();
    await using _ = hub;
    const sessions = [ended(), ended()];
    const [first = '', second = ''] = sessions.map(({ sessionId }) => sessionId);
    const daemon = await hub.openDaemon(token, sessions);
    const { asked } = serveChanges(daemon, new Map([[second, '+two']]));
    await daemon.hello();
    await expect.poll(() => hub.hub.changes.isKept(second)).toBe(true);
    expect(outcome(await read(first))).toEqual([404, 'no_session']);
    expect(asked).toEqual([first, second, first]);
    daemon.close();
    await offline();
    const again = await hub.openDaemon(token, sessions);
    const later = serveChanges(again, new Map([[first, '+one']]));
    await again.hello();
    await expect.poll(() => hub.hub.changes.isKept(first)).toBe(true);
    expect(later.asked).toEqual([first]);
    expect(await read(first)).toMatchObject({ status: 200, body: { patch: '+one' } });
  });

  it('are fetched by who reads them first, if that was not done yet, also of an archived session', async () => {
    const { hub, token, read, offline } = await hubWithHost();
    await using _ = hub;
    const session = ended();
    const daemon = await hub.daemon(token, [session]);
    const { sessionId } = session;
    await hub.post(`/api/sessions/${sessionId}/archive`);
    const { asked } = serveChanges(daemon, new Map([[sessionId, '+late']]));
    const late = { status: 200, body: { patch: '+late' } };
    const atOnce = await Promise.all([read(sessionId), read(sessionId)]);
    expect(atOnce).toMatchObject([late, late]);
    expect(asked).toEqual([sessionId, sessionId]);
    daemon.close();
    await offline();
    expect(await read(sessionId)).toMatchObject(late);
  });

  it('go with the session and its host', async () => {
    const { hub, hostId, token } = await hubWithHost();
    await using _ = hub;
    const session = ended();
    const daemon = await hub.openDaemon(token, [session]);
    serveChanges(daemon, new Map([[session.sessionId, '+']]));
    await daemon.hello();
    await expect.poll(() => hub.hub.changes.isKept(session.sessionId)).toBe(true);
    await hub.ask({ method: 'DELETE', path: `/api/hosts/${hostId}`, body: { name: 'atlas' } });
    expect(hub.hub.changes.isKept(session.sessionId)).toBe(false);
  });

  it('are nobody’s when there is no such session', async () => {
    const { hub, read } = await hubWithHost();
    await using _ = hub;
    expect(outcome(await read(randomUUID()))).toEqual([404, 'no_session']);
  });
});
