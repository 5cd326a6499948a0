import { randomUUID } from 'node:crypto';
import {
  NOTHING_LEARNED,
  OLDEST_DAEMON_PROTOCOL,
  type Picture,
  type SpawnBody,
  type StreamFrame,
} from '@drover/protocol';
import { describe, expect, it } from 'vitest';
import { PROTOCOL_3, RecordedDaemon } from '../../testing/recorded-daemon.ts';
import { spawnBody, TestHub } from '../../testing/test-hub.ts';

async function hubWithOlderDaemon() {
  const hub = await TestHub.start();
  await hub.setUp();
  const { hostId, token } = hub.registerHost();
  const daemon = await RecordedDaemon.arrive(hub.url, token);
  return { hub, hostId, daemon };
}

const upgrade = (words: string) => ({
  code: 'upgrade_daemon',
  message: expect.stringMatching(`is of an older version and .*${words}; upgrade it`),
});

/** Of each profile, what this daemon does not tell. */
const NOTHING_NEW = (PROTOCOL_3.hello.facts as { profiles: object[] }).profiles.map(() => ({
  acceptsModel: false,
  resumes: { newest: false, picked: false, listed: false, otherwise: 'refuse' },
}));

const textOf = (frame: StreamFrame) =>
  'bytes' in frame ? new TextDecoder().decode(frame.bytes) : frame.kind;

describe('[F26] a recorded daemon of the protocol before ours', () => {
  it('is of the oldest version that a hub works with', () => {
    expect(PROTOCOL_3.protocol).toBe(OLDEST_DAEMON_PROTOCOL);
  });

  it('comes in, and tells its machine and its sessions', async () => {
    const { hub, hostId, daemon } = await hubWithOlderDaemon();
    await using _ = hub;
    const host = hub.hub.fleet.host(hostId);
    expect(host).toMatchObject({ online: true, facts: PROTOCOL_3.hello.facts, refused: null });
    expect(host.facts).toMatchObject({ profiles: NOTHING_NEW, policy: { plainDirectories: true } });
    const projects = await hub.ask({ path: `/api/hosts/${hostId}/projects` });
    expect(projects).toMatchObject({
      status: 200,
      body: { projects: [{ git: false, remoteUrl: null, changedFiles: null }], scannedAt: 0 },
    });
    expect(daemon.refused).toEqual([]);
  });

  it('starts, shows, obeys and stops a session, and is sent nothing that it does not know', async () => {
    const { hub, hostId, daemon } = await hubWithOlderDaemon();
    await using _ = hub;
    const session = await hub.spawn(hostId, { profile: 'bash' });
    expect(session).toMatchObject({ status: 'running', profile: 'bash', ...NOTHING_LEARNED });
    const viewer = await hub.viewer();
    const attachId = randomUUID();
    expect(await viewer.attach(session.sessionId, attachId)).toMatchObject({ ok: true });
    expect(await viewer.take('attachment-state')).toMatchObject({ attachId, controller: true });
    expect(textOf(await viewer.frame())).toBe('reset');
    expect(textOf(await viewer.frame())).toContain('$ ');
    viewer.type(attachId, 'echo recorded\r', { seq: 1 });
    expect(await viewer.take('input-result')).toEqual({ attachId, seq: 1, refused: null });
    expect(textOf(await viewer.frame())).toContain('recorded');
    await viewer.socket.ask('resize', { attachId, size: { cols: 100, rows: 30 } });
    await viewer.socket.ask('ack', { attachId, consumed: 10 });
    await viewer.socket.ask('control', { attachId });
    await viewer.socket.ask('pictures', { wanted: true });
    await daemon.tell('session');
    await daemon.tell('pictures');
    expect(await viewer.take<Picture[]>('pictures')).toMatchObject([{ sessionId: session.sessionId }]);
    await viewer.socket.ask('detach', { attachId });
    const stopped = await hub.post(`/api/sessions/${session.sessionId}/stop`, { commandId: randomUUID() });
    expect(stopped).toMatchObject({ status: 200, body: { status: 'exited', reason: { code: 'stopped' } } });
    expect(daemon.refused).toEqual([]);
  });

  it.each([
    [
      'a new worktree',
      { worktree: { kind: 'new', branch: null, base: null, setup: null } },
      'knows no worktrees',
    ],
    ['a worktree', { worktree: { kind: 'existing', path: '/w/fence' } }, 'knows no worktrees'],
    ['a conversation', { conversation: { kind: 'newest' } }, 'resumes no conversations'],
    ['a model', { model: 'opus' }, 'lets nobody choose a model'],
  ] as [string, Partial<SpawnBody>, string][])(
    'is not asked for a session with %s, and leaves none',
    async (_what, wish, words) => {
      const { hub, hostId, daemon } = await hubWithOlderDaemon();
      await using _ = hub;
      const answered = await hub.post('/api/sessions', spawnBody(hostId, { profile: 'bash', ...wish }));
      expect(answered).toMatchObject({ status: 409, body: { error: upgrade(words) } });
      expect(hub.hub.fleet.sessions()).toEqual([]);
      expect(daemon.refused).toEqual([]);
    },
  );

  it('is not asked for a companion', async () => {
    const { hub, hostId, daemon } = await hubWithOlderDaemon();
    await using _ = hub;
    const { sessionId, projectDir } = await hub.spawn(hostId, { profile: 'bash' });
    const wish = { profile: 'bash', parentId: sessionId, projectDir };
    const answered = await hub.post('/api/sessions', spawnBody(hostId, wish));
    expect(answered).toMatchObject({ status: 409, body: { error: upgrade('no session beside another') } });
    expect(daemon.refused).toEqual([]);
  });

  it('is not sent commands that it does not know', async () => {
    const { hub, hostId, daemon } = await hubWithOlderDaemon();
    await using _ = hub;
    const { sessionId } = await hub.spawn(hostId, { profile: 'bash' });
    const host = `/api/hosts/${hostId}`;
    const session = `/api/sessions/${sessionId}`;
    const refused = [
      hub.ask({ path: `${host}/project?path=/p` }),
      hub.ask({ path: `${host}/conversations?path=/p&profile=bash` }),
      hub.ask({ path: `${host}/worktrees` }),
      hub.post(`${host}/worktrees/remove`, { path: '/w', how: { kind: 'save' } }),
      hub.post(`${host}/worktrees/restore`, { project: '/p', ref: 'refs/drover/rescue/a' }),
      hub.ask({ path: `${session}/changes` }),
      hub.post(`${session}/answer`, { askId: randomUUID(), answer: 'allow' }),
      hub.post(`${session}/activity-report`, { state: 'idle', reason: null, note: null }),
    ];
    for (const answered of await Promise.all(refused)) {
      expect(answered).toMatchObject({ status: 409, body: { error: upgrade('does not know this') } });
    }
    expect(daemon.refused).toEqual([]);
  });

  it('is put out with the reason', async () => {
    const { hub, hostId, daemon } = await hubWithOlderDaemon();
    await using _ = hub;
    await hub.post(`/api/hosts/${hostId}/revoke`);
    await daemon.socket.closed;
    expect(await daemon.socket.inbox.take('refused')).toMatchObject({ code: 'revoked' });
    expect(daemon.refused).toEqual([]);
  });
});
