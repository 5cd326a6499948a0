import { randomUUID } from 'node:crypto';
import { Session } from '@drover/protocol';
import { describe, expect, it } from 'vitest';
import { type Answered, codeOf } from '../testing/http-client.ts';
import { movableClock } from '../testing/movable-clock.ts';
import { spawnBody, TestHub } from '../testing/test-hub.ts';

const outcome = (answered: Answered) => [answered.status, codeOf(answered)];

async function hubWithHost(overrides: Parameters<typeof TestHub.start>[0] = {}) {
  const hub = await TestHub.start(overrides);
  await hub.setUp();
  return { hub, host: hub.registerHost() };
}

describe('spawn', () => {
  it('[F68] is done once, however often the command is given', async () => {
    const { hub, host } = await hubWithHost();
    await using _ = hub;
    const daemon = await hub.daemon(host.token);
    const body = spawnBody(host.hostId, { task: 'Mend the fence' });
    const [first, second] = await Promise.all([
      hub.post('/api/sessions', body),
      hub.post('/api/sessions', body),
    ]);
    expect([first.status, second.status].sort()).toEqual([200, 201]);
    expect(second.body).toEqual(first.body);
    await hub.restart();
    expect((await hub.post('/api/sessions', body)).body).toMatchObject({ task: 'Mend the fence' });
    expect(daemon.sessions.size).toBe(1);
    expect(hub.hub.fleet.sessions()).toHaveLength(1);
  });

  it('[F68] is not done again when the same command is given after five minutes', async () => {
    const clock = movableClock();
    const { hub, host } = await hubWithHost({ clock: clock.now });
    await using _ = hub;
    const daemon = await hub.daemon(host.token);
    const body = spawnBody(host.hostId);
    const first = await hub.post('/api/sessions', body);
    clock.advance(5 * 60_000);
    expect(await hub.post('/api/sessions', body)).toMatchObject({ status: 200, body: first.body });
    expect(daemon.sessions.size).toBe(1);
  });

  it('[B18] on a host that is offline is refused and leaves no row', async () => {
    const { hub, host } = await hubWithHost();
    await using _ = hub;
    expect(outcome(await hub.post('/api/sessions', spawnBody(host.hostId)))).toEqual([409, 'host_offline']);
    expect(outcome(await hub.post('/api/sessions', spawnBody(randomUUID())))).toEqual([404, 'not_found']);
    expect(hub.hub.fleet.sessions()).toEqual([]);
  });

  it.each([
    ['unknown_profile', 422],
    ['path_outside_roots', 422],
    ['too_many_sessions', 429],
    ['spawn_failed', 502],
  ] as const)(
    '[B12] [B18] passes on that the host refuses with %s, and leaves no row',
    async (code, status) => {
      const { hub, host } = await hubWithHost();
      await using _ = hub;
      const daemon = await hub.daemon(host.token);
      daemon.onCommand = () => ({ ok: false, error: { code, message: 'No.' } });
      const body = spawnBody(host.hostId);
      expect(outcome(await hub.post('/api/sessions', body))).toEqual([status, code]);
      expect(outcome(await hub.post('/api/sessions', body))).toEqual([status, code]);
      expect(hub.hub.fleet.sessions()).toEqual([]);
    },
  );

  it('[B38] that is not answered in time says so, and is settled by what the host tells later', async () => {
    const { hub, host } = await hubWithHost({ timings: { commandDeadline: 100 } });
    await using _ = hub;
    const daemon = await hub.daemon(host.token);
    daemon.onCommand = (command) => {
      daemon.carryOut(command);
      return null;
    };
    const body = spawnBody(host.hostId);
    const answered = await hub.post('/api/sessions', body);
    expect(answered.status).toBe(504);
    expect(answered.body).toMatchObject({
      error: {
        code: 'timeout',
        message:
          'Host `atlas` has not answered for 0.1 s; the session may have started. It will appear here if it did.',
      },
    });
    const [sessionId = ''] = daemon.sessions.keys();
    expect(hub.hub.fleet.session(sessionId).status).toBe('starting');
    await daemon.change(sessionId, { title: 'here I am' });
    expect(await hub.post('/api/sessions', body)).toMatchObject({ status: 200, body: { status: 'running' } });
  });

  it('whose host goes away before it answers says that it may have started', async () => {
    const { hub, host } = await hubWithHost({ timings: { commandDeadline: 100 } });
    await using _ = hub;
    const daemon = await hub.daemon(host.token);
    daemon.onCommand = () => {
      daemon.close();
      return null;
    };
    const answered = await hub.post('/api/sessions', spawnBody(host.hostId));
    expect(outcome(answered)).toEqual([504, 'timeout']);
    expect(hub.hub.fleet.sessions()).toMatchObject([{ status: 'starting' }]);
  });

  it('[F7] whose host goes away before it answers is asked for again when that is back', async () => {
    const { hub, host } = await hubWithHost();
    await using _ = hub;
    const instanceId = randomUUID();
    const first = await hub.openDaemon(host.token);
    await first.hello({ instanceId });
    first.onCommand = () => {
      first.close();
      return null;
    };
    const answered = hub.post('/api/sessions', spawnBody(host.hostId));
    await expect.poll(() => hub.hub.fleet.host(host.hostId).online).toBe(false);
    const second = await hub.openDaemon(host.token);
    await second.hello({ instanceId });
    expect(await answered).toMatchObject({ status: 201, body: { status: 'running' } });
    expect(second.sessions.size).toBe(1);
  });

  it('[F64] is not asked of another daemon that comes in the place of the one that may yet start it', async () => {
    const { hub, host } = await hubWithHost();
    await using _ = hub;
    const first = await hub.daemon(host.token);
    first.onCommand = () => {
      first.close();
      return null;
    };
    const answered = hub.post('/api/sessions', spawnBody(host.hostId));
    await expect.poll(() => hub.hub.fleet.host(host.hostId).online).toBe(false);
    const second = await hub.daemon(host.token);
    expect(await answered).toMatchObject({ status: 504, body: { error: { code: 'timeout' } } });
    expect(second.sessions.size).toBe(0);
  });

  it('answered with nonsense is told as a fault of the host', async () => {
    const { hub, host } = await hubWithHost();
    await using _ = hub;
    const daemon = await hub.daemon(host.token);
    daemon.onCommand = () => ({ ok: true, value: { nonsense: true } });
    const answered = await hub.post('/api/sessions', spawnBody(host.hostId));
    expect(outcome(answered)).toEqual([502, 'protocol_error']);
  });
});

describe('a session', () => {
  it('[B19] is stopped once, and stays stopped however often that is asked', async () => {
    const { hub, host } = await hubWithHost();
    await using _ = hub;
    await hub.daemon(host.token);
    const { sessionId } = await hub.spawn(host.hostId);
    const stop = () => hub.post(`/api/sessions/${sessionId}/stop`, { commandId: randomUUID() });
    const first = await stop();
    expect(first).toMatchObject({ status: 200, body: { status: 'exited' } });
    expect((await stop()).body).toEqual(first.body);
    const unknown = await hub.post(`/api/sessions/${randomUUID()}/stop`, { commandId: randomUUID() });
    expect(outcome(unknown)).toEqual([404, 'no_session']);
  });

  it('cannot be stopped while its host is offline', async () => {
    const { hub, host } = await hubWithHost();
    await using _ = hub;
    const daemon = await hub.daemon(host.token);
    const { sessionId } = await hub.spawn(host.hostId);
    daemon.close();
    await expect.poll(() => hub.hub.fleet.host(host.hostId).online).toBe(false);
    const answered = await hub.post(`/api/sessions/${sessionId}/stop`, { commandId: randomUUID() });
    expect(outcome(answered)).toEqual([409, 'host_offline']);
  });

  it('is archived when it has ended, leaves the fleet and can still be read', async () => {
    const { hub, host } = await hubWithHost();
    await using _ = hub;
    const daemon = await hub.daemon(host.token);
    const viewer = await hub.viewer();
    const { sessionId } = await hub.spawn(host.hostId);
    const archive = () => hub.post(`/api/sessions/${sessionId}/archive`);
    expect(outcome(await archive())).toEqual([409, 'session_running']);
    await hub.post(`/api/sessions/${sessionId}/stop`, { commandId: randomUUID() });
    expect((await archive()).status).toBe(200);
    expect(await viewer.take('session-gone')).toEqual({ sessionId });
    expect((await archive()).status).toBe(200);
    expect((await hub.ask({ path: '/api/sessions' })).body).toEqual({ sessions: [] });
    expect((await hub.ask({ path: `/api/sessions/${sessionId}` })).status).toBe(200);
    expect(await daemon.change(sessionId, { title: 'late' })).toEqual({ ok: true });
    expect((await hub.ask({ path: '/api/sessions' })).body).toEqual({ sessions: [] });
  });

  it('keeps the task that a person gave it, whatever its host says', async () => {
    const { hub, host } = await hubWithHost();
    await using _ = hub;
    const daemon = await hub.daemon(host.token);
    const { sessionId } = await hub.spawn(host.hostId, { task: 'old' });
    const path = `/api/sessions/${sessionId}`;
    const edited = await hub.ask({ method: 'PATCH', path, body: { task: 'new' } });
    expect(edited).toMatchObject({ status: 200, body: { task: 'new' } });
    await daemon.change(sessionId, { title: 'vim' });
    expect(Session.parse((await hub.ask({ path })).body)).toMatchObject({ task: 'new', title: 'vim' });
  });
});

describe('projects', () => {
  it('are asked of the host', async () => {
    const { hub, host } = await hubWithHost();
    await using _ = hub;
    const path = `/api/hosts/${host.hostId}/projects`;
    expect(outcome(await hub.ask({ path }))).toEqual([409, 'host_offline']);
    const daemon = await hub.daemon(host.token);
    const value = { projects: [{ path: '/g/a', name: 'a', branch: 'main', git: true }], truncated: false };
    daemon.onCommand = () => ({ ok: true, value });
    expect(await hub.ask({ path })).toMatchObject({ status: 200, body: value });
  });
});
