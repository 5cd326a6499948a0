import { randomUUID } from 'node:crypto';
import {
  type Answer,
  type Detached,
  encodeStreamFrame,
  FRAME_EVENT,
  type InputResult,
  MAX_ATTACHMENTS_PER_SOCKET,
  type Picture,
} from '@drover/protocol';
import { describe, expect, it } from 'vitest';
import { data, EPOCH, resume, watched } from '../../testing/watched.ts';

const codeOf = (answer: Answer<unknown>) => (answer.ok ? 'ok' : answer.error.code);

describe('attach', () => {
  it('[B31] is refused for a session that does not exist', async () => {
    const { hub, viewer } = await watched();
    await using _ = hub;
    expect(codeOf(await viewer.attach(randomUUID()))).toBe('no_session');
  });

  it.each([
    ['offset', { epoch: EPOCH, offset: -1 }],
    ['offset', { epoch: EPOCH, offset: 2 ** 60 }],
    ['offset', { epoch: EPOCH, offset: '7' }],
    ['epoch', { epoch: 'x', offset: 7 }],
  ])('[B31] is refused with an impossible %s', async (field, from) => {
    const { hub, session, viewer } = await watched();
    await using _ = hub;
    const request = {
      attachId: randomUUID(),
      sessionId: session.sessionId,
      size: { cols: 80, rows: 24 },
      from,
    };
    const answer = await viewer.socket.ask('attach', request);
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid_payload' } });
    expect(JSON.stringify(answer)).toContain(`from.${field}`);
  });

  it('is refused while the host is offline, and works again when it is back', async () => {
    const { hub, host, daemon, session, viewer, attachId } = await watched();
    await using _ = hub;
    daemon.close();
    const detached = await viewer.take<Detached>('detached');
    expect(detached).toMatchObject({ attachId, reason: { code: 'host_offline' } });
    expect(codeOf(await viewer.attach(session.sessionId))).toBe('host_offline');
    await hub.daemon(host.token, [...daemon.sessions.values()]);
    expect(codeOf(await viewer.attach(session.sessionId))).toBe('ok');
  });

  it('passes on the refusal of the daemon, and leaves nothing behind', async () => {
    const { hub, daemon, session, viewer } = await watched();
    await using _ = hub;
    daemon.onAttach = () => ({ ok: false, error: { code: 'session_ended', message: 'It ended.' } });
    expect(codeOf(await viewer.attach(session.sessionId))).toBe('session_ended');
    expect(hub.hub.relay.size).toBe(1);
  });

  it('[F18] whose host goes away before it answers is refused as that, and may be tried again', async () => {
    const { hub, host, daemon, session, viewer } = await watched();
    await using _ = hub;
    daemon.onAttach = () => {
      daemon.close();
      return null;
    };
    expect(codeOf(await viewer.attach(session.sessionId))).toBe('host_offline');
    await hub.daemon(host.token, [...daemon.sessions.values()]);
    expect(codeOf(await viewer.attach(session.sessionId))).toBe('ok');
  });

  it('[B38] that the daemon does not answer in time is taken back', async () => {
    const { hub, daemon, session, viewer } = await watched({ timings: { attachDeadline: 100 } });
    await using _ = hub;
    daemon.onAttach = () => null;
    const attachId = randomUUID();
    expect(codeOf(await viewer.attach(session.sessionId, attachId))).toBe('timeout');
    expect(await daemon.socket.inbox.take('detach')).toEqual({ attachId });
  });

  it('needs an id of its own', async () => {
    const { hub, session, viewer, attachId } = await watched();
    await using _ = hub;
    const other = await hub.viewer();
    expect(codeOf(await viewer.attach(session.sessionId, attachId))).toBe('attach_exists');
    expect(codeOf(await other.attach(session.sessionId, attachId))).toBe('attach_exists');
  });

  it('[B28] is refused beyond what one page may have', async () => {
    const { hub, session, viewer } = await watched();
    await using _ = hub;
    for (let i = 1; i < MAX_ATTACHMENTS_PER_SOCKET; i++) await viewer.attach(session.sessionId);
    expect(codeOf(await viewer.attach(session.sessionId))).toBe('too_many_attachments');
  });

  it('[F9] leaves nothing behind, however often a page is closed', async () => {
    const { hub, session, viewer } = await watched();
    await using _ = hub;
    viewer.close();
    for (let i = 0; i < 20; i++) {
      const other = await hub.viewer();
      await other.attach(session.sessionId);
      other.close();
    }
    await expect.poll(() => hub.hub.relay.size).toBe(0);
  });
});

describe('messages of a page', () => {
  it('[B28] are refused when they are about what it has not attached', async () => {
    const { hub, viewer, attachId } = await watched();
    await using _ = hub;
    const other = await hub.viewer();
    expect(codeOf(await other.socket.ask('detach', { attachId }))).toBe('not_attached');
    expect(codeOf(await other.socket.ask('control', { attachId }))).toBe('not_attached');
    expect(codeOf(await viewer.socket.ask('control', { attachId }))).toBe('ok');
  });

  it.each([
    ['surprise', [{}], 'unknown_event'],
    ['toString', [{}], 'unknown_event'],
    ['__proto__', [{}], 'unknown_event'],
    ['pictures', [], 'invalid_payload'],
    ['pictures', [{ wanted: true }, 'extra'], 'invalid_payload'],
    ['pictures', ['wanted'], 'invalid_payload'],
    ['pictures', [['wanted']], 'invalid_payload'],
    ['pictures', [{ wanted: 'x'.repeat(100_000) }], 'invalid_payload'],
    ['pictures', [{ _placeholder: true, num: 99 }], 'invalid_payload'],
  ])('[B28] [B29] %s with %j is refused', async (event, payloads, code) => {
    const { hub, viewer } = await watched();
    await using _ = hub;
    expect(codeOf(await viewer.socket.ask(event, ...payloads))).toBe(code);
    expect(viewer.socket.isConnected).toBe(true);
  });

  it('[B28] that make no sense close the connection when there are too many', async () => {
    const { hub, viewer } = await watched();
    await using _ = hub;
    for (let i = 0; i < 10; i++) viewer.socket.tell('surprise');
    await viewer.socket.closed;
    expect((await hub.ask({ path: '/api/health' })).status).toBe(200);
  });

  it('[B30] over the limit close the connection, and are audited', async () => {
    const { hub, viewer } = await watched();
    await using _ = hub;
    viewer.socket.tell(FRAME_EVENT, new Uint8Array(257 * 1024));
    await viewer.socket.closed;
    const actions = hub.audit().map(({ action }) => action);
    expect(actions).toContain('frame_too_large');
  });

  it('[F14] that hit a defect of the hub close this connection, and nothing else', async () => {
    const { hub, viewer, attachId } = await watched();
    await using _ = hub;
    const other = await hub.viewer();
    hub.hub.relay.control = () => {
      throw new TypeError('a defect');
    };
    expect(await viewer.socket.ask('control', { attachId })).toMatchObject({
      ok: false,
      error: { code: 'internal' },
    });
    await viewer.socket.closed;
    expect(other.socket.isConnected).toBe(true);
  });

  it('[B33] acknowledging more than was sent, or less than before, is refused', async () => {
    const { hub, daemon, viewer, attachId } = await watched();
    await using _ = hub;
    daemon.frame(resume(attachId));
    daemon.frame(data(attachId, 0, 'four'));
    await viewer.frame();
    await viewer.frame();
    expect(codeOf(await viewer.socket.ask('ack', { attachId, consumed: 5 }))).toBe('invalid_ack');
    expect(codeOf(await viewer.socket.ask('ack', { attachId, consumed: 4 }))).toBe('ok');
    expect(codeOf(await viewer.socket.ask('ack', { attachId, consumed: 3 }))).toBe('invalid_ack');
    expect(codeOf(await viewer.socket.ask('ack', { attachId: randomUUID(), consumed: 3 }))).toBe('ok');
    expect(await daemon.socket.inbox.take('ack')).toEqual({ attachId, consumed: 4 });
  });
});

describe('input', () => {
  const refusalOf = async (viewer: { take<T>(event: string): Promise<T> }) => {
    const { seq, refused } = await viewer.take<InputResult>('input-result');
    return [seq, refused?.code];
  };

  it('[B34] that is too large, too old, or for nobody, is refused by its number', async () => {
    const { hub, daemon, viewer, attachId } = await watched();
    await using _ = hub;
    viewer.type(attachId, 'x'.repeat(16 * 1024 + 1), { seq: 1 });
    expect(await refusalOf(viewer)).toEqual([1, 'input_too_large']);
    viewer.type(attachId, 'late\r', { seq: 2, sentAt: Date.now() - 5_100 });
    expect(await refusalOf(viewer)).toEqual([2, 'input_stale']);
    viewer.type(randomUUID(), 'ls\r', { seq: 3 });
    expect(await refusalOf(viewer)).toEqual([3, 'not_attached']);
    const other = await hub.viewer();
    other.type(attachId, 'ls\r', { seq: 4 });
    expect(await refusalOf(other)).toEqual([4, 'not_attached']);
    expect(daemon.socket.inbox.count(FRAME_EVENT)).toBe(0);
  });

  it('[B34] has its fate told by the daemon to the viewer that sent it, and to no other', async () => {
    const { hub, daemon, viewer, attachId } = await watched();
    await using _ = hub;
    const other = await hub.viewer();
    const result = { attachId, seq: 1, refused: { code: 'not_controller', message: 'Take control first.' } };
    await daemon.socket.ask('input-result', result);
    expect(await viewer.take('input-result')).toEqual(result);
    expect(other.socket.inbox.count('input-result')).toBe(0);
  });

  it('[F44] that is too large ten times closes the connection', async () => {
    const { hub, viewer, attachId } = await watched();
    await using _ = hub;
    for (let i = 0; i < 10; i++) viewer.type(attachId, 'x'.repeat(17_000), { seq: i });
    await viewer.socket.closed;
  });
});

describe('output', () => {
  it('[B42] that is out of step ends this attachment, and no other', async () => {
    const { hub, daemon, session, viewer, attachId } = await watched();
    await using _ = hub;
    const healthy = randomUUID();
    await viewer.attach(session.sessionId, healthy);
    daemon.frame(resume(attachId));
    daemon.frame(resume(healthy));
    daemon.frame(data(attachId, 0, 'one'));
    daemon.frame(data(attachId, 4, 'gap'));
    const detached = await viewer.take<Detached>('detached');
    expect(detached).toMatchObject({ attachId, reason: { code: 'offset_mismatch' } });
    expect(await daemon.socket.inbox.take('detach')).toEqual({ attachId });
    daemon.frame(data(attachId, 7, 'late'));
    daemon.frame(data(healthy, 0, 'fine'));
    const kinds = [await viewer.frame(), await viewer.frame(), await viewer.frame(), await viewer.frame()];
    expect(kinds.map(({ attachId, kind }) => [attachId, kind])).toEqual([
      [attachId, 'resume'],
      [healthy, 'resume'],
      [attachId, 'data'],
      [healthy, 'data'],
    ]);
    expect(daemon.socket.isConnected).toBe(true);
  });

  it('[B42] [F67] of another host reaches no viewer', async () => {
    const { hub, viewer, attachId } = await watched();
    await using _ = hub;
    const rogue = await hub.daemon(hub.registerHost('rogue').token);
    for (let i = 0; i < 3; i++) rogue.frame(resume(attachId));
    await rogue.socket.closed;
    expect(viewer.socket.inbox.count(FRAME_EVENT)).toBe(0);
  });

  it('may come before the attach is answered', async () => {
    const { hub, daemon, session, viewer } = await watched();
    await using _ = hub;
    const attachId = randomUUID();
    daemon.onAttach = () => {
      daemon.frame(resume(attachId, 5));
      return { ok: true, value: undefined };
    };
    expect(codeOf(await viewer.attach(session.sessionId, attachId))).toBe('ok');
    expect(await viewer.frame()).toEqual(resume(attachId, 5));
  });

  it('arrives byte for byte', async () => {
    const { hub, daemon, viewer, attachId } = await watched();
    await using _ = hub;
    const bytes = Uint8Array.from({ length: 32 * 1024 }, (_, i) => (i * 7) % 256);
    daemon.frame(resume(attachId));
    const sent = { ...data(attachId, 0, ''), kind: 'data', bytes } as const;
    daemon.socket.tell(FRAME_EVENT, encodeStreamFrame(sent));
    await viewer.frame();
    const got = await viewer.frame();
    expect(got.kind === 'data' && Buffer.compare(got.bytes, bytes)).toBe(0);
  });
});

describe('pictures', () => {
  const picture = (sessionId: string): Picture => ({ sessionId, cols: 80, rows: [], cursor: null });

  it('are asked of the daemons while a page wants them, and come to those pages only', async () => {
    const { hub, daemon, session, viewer } = await watched();
    await using _ = hub;
    const other = await hub.viewer();
    await viewer.socket.ask('pictures', { wanted: true });
    expect(await daemon.socket.inbox.take('pictures')).toEqual({ wanted: true });
    await daemon.socket.ask('pictures', [picture(session.sessionId)]);
    expect(await viewer.take('pictures')).toEqual([picture(session.sessionId)]);
    expect(other.socket.inbox.count('pictures')).toBe(0);
    const late = await hub.openDaemon(hub.registerHost('late').token);
    expect(await late.hello()).toMatchObject({ value: { picturesWanted: true } });
    viewer.close();
    expect(await daemon.socket.inbox.take('pictures')).toEqual({ wanted: false });
  });

  it('[F67] of the sessions of other hosts are refused', async () => {
    const { hub, session } = await watched();
    await using _ = hub;
    const rogue = await hub.daemon(hub.registerHost('rogue').token);
    const answer = await rogue.socket.ask('pictures', [picture(session.sessionId)]);
    expect(codeOf(answer)).toBe('forbidden_session');
  });
});
