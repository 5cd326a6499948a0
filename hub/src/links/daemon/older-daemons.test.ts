import { randomUUID } from 'node:crypto';
import { OLDEST_DAEMON_PROTOCOL, type Picture, type StreamFrame } from '@drover/protocol';
import { describe, expect, it } from 'vitest';
import { PROTOCOL_3, RecordedDaemon } from '../../testing/recorded-daemon.ts';
import { TestHub } from '../../testing/test-hub.ts';
import { TestPerson } from '../../testing/test-person.ts';

async function hubWithOlderDaemon() {
  const hub = await TestHub.start();
  await hub.setUp();
  const { hostId, token } = hub.registerHost();
  const daemon = await RecordedDaemon.arrive(hub.url, token);
  return { hub, hostId, daemon };
}

const textOf = (frame: StreamFrame) =>
  'bytes' in frame ? new TextDecoder().decode(frame.bytes) : frame.kind;

describe('[F26] a recorded daemon of the protocol before ours', () => {
  it('is of the oldest version that a hub works with', () => {
    expect(PROTOCOL_3.protocol).toBe(OLDEST_DAEMON_PROTOCOL);
  });

  it('comes in, and tells its machine and its sessions', async () => {
    const { hub, hostId, daemon } = await hubWithOlderDaemon();
    await using _ = hub;
    const facts = { ...(PROTOCOL_3.hello.facts as object), cpus: null, memoryBytes: null, policy: null };
    expect(hub.hub.fleet.host(hostId)).toMatchObject({
      online: true,
      facts,
      clockSkewMs: null,
      refused: null,
    });
    const projects = await hub.ask({ path: `/api/hosts/${hostId}/projects` });
    expect(projects).toMatchObject({ status: 200, body: { projects: [{ git: false }] } });
    expect(daemon.refused).toEqual([]);
  });

  it('starts, shows, obeys and stops a session, and is sent nothing that it does not know', async () => {
    const { hub, hostId, daemon } = await hubWithOlderDaemon();
    await using _ = hub;
    const session = await hub.spawn(hostId, { profile: 'bash' });
    expect(session).toMatchObject({ status: 'running', profile: 'bash' });
    const viewer = await hub.viewer();
    const attachId = randomUUID();
    expect(await viewer.attach(session.sessionId, attachId)).toMatchObject({ ok: true });
    expect(await viewer.take('attachment-state')).toMatchObject({ attachId, controller: true });
    expect(textOf(await viewer.frame())).toBe('reset');
    expect(textOf(await viewer.frame())).toContain('$ ');
    viewer.type(attachId, 'echo recorded\r', { seq: 1 });
    expect(await viewer.take('input-result')).toEqual({ attachId, seq: 1, refused: null });
    await viewer.frame();
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

  it('is put out without a word that it does not know', async () => {
    const { hub, hostId, daemon } = await hubWithOlderDaemon();
    await using _ = hub;
    await hub.post(`/api/hosts/${hostId}/revoke`);
    await daemon.socket.closed;
    expect(daemon.refused).toEqual([]);
  });

  it('does not get viewers that only watch, to whom it would give control', async () => {
    const { hub, hostId, daemon } = await hubWithOlderDaemon();
    await using _ = hub;
    const { sessionId } = await hub.spawn(hostId, { profile: 'bash' });
    const watching = await (await TestPerson.join(hub, 'viewer')).viewer();
    expect(await watching.attach(sessionId)).toMatchObject({
      ok: false,
      error: { code: 'forbidden', message: expect.stringContaining('whoever watches may also type') },
    });
    const typing = await (await TestPerson.join(hub, 'operator')).viewer();
    expect(await typing.attach(sessionId)).toMatchObject({ ok: true });
    expect(daemon.refused).toEqual([]);
  });
});
