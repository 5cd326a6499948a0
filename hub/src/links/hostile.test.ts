import {
  type Answer,
  type AttachId,
  encodeStreamFrame,
  FRAME_EVENT,
  MAX_DAEMON_MESSAGE_BYTES,
  NOTHING_LEARNED,
  type SessionFacts,
  type StreamFrame,
} from '@drover/protocol';
import { describe, expect, it } from 'vitest';
import { sessionFacts } from '../testing/facts.ts';
import type { TestHub } from '../testing/test-hub.ts';
import { data, EPOCH, resume, watched } from '../testing/watched.ts';

const codeOf = (answer: Answer<unknown>) => (answer.ok ? 'ok' : answer.error.code);

/** What an older daemon tells of a session; so 10,000 fit into a message. */
const littleOf = (facts: SessionFacts) =>
  Object.fromEntries(Object.entries(facts).filter(([name]) => !(name in NOTHING_LEARNED)));

/** Whoever was thrown out, the hub serves everybody else. */
async function isWell(hub: TestHub): Promise<boolean> {
  await hub.viewer();
  return (await hub.ask({ path: '/api/health' })).status === 200;
}

describe('a page that sends what is no packet', () => {
  it.each([
    ['text', 'nonsense'],
    ['an array in an array', '['.repeat(100_000)],
    ["Socket.IO's own event", '2["attach",{}]'],
    ['an event with 50 attachments', '550-["attach",{"_placeholder":true,"num":99}]'],
    ['an event without its attachment', '51-["attach",{"_placeholder":true,"num":0}]'],
    ['an event named connect', '[2,"/ui",null,["connect"]]'],
    ['an event named disconnect', '[2,"/ui",null,["disconnect"]]'],
    ['an event named error', '[2,"/ui",null,["error"]]'],
    ['an event named newListener', '[2,"/ui",null,["newListener"]]'],
  ])('[B29] [B37] (%s) is thrown out, and nobody else', async (_what, message) => {
    const { hub, daemon, viewer } = await watched();
    await using _ = hub;
    viewer.socket.raw(message);
    await viewer.socket.closed;
    expect(await isWell(hub)).toBe(true);
    expect(daemon.socket.isConnected).toBe(true);
  });

  it('[B29] is thrown out when its frames cannot be read ten times', async () => {
    const { hub, daemon, viewer } = await watched();
    await using _ = hub;
    const nonsense = [new Uint8Array(0), new Uint8Array(29).fill(16), new Uint8Array(100).fill(255)];
    for (let i = 0; i < 10; i++) viewer.socket.tell(FRAME_EVENT, nonsense[i % nonsense.length]);
    await viewer.socket.closed;
    expect(daemon.socket.inbox.count(FRAME_EVENT)).toBe(0);
    expect(await isWell(hub)).toBe(true);
  });
});

describe('a page that acknowledges what was never sent', () => {
  it('[B33] is thrown out the third time', async () => {
    const { hub, daemon, viewer, attachId } = await watched();
    await using _ = hub;
    daemon.frame(resume(attachId));
    await viewer.frame();
    for (let i = 0; i < 3; i++) {
      expect(codeOf(await viewer.socket.ask('ack', { attachId, consumed: 1 }))).toBe('invalid_ack');
    }
    await viewer.socket.closed;
    expect(daemon.socket.inbox.count('ack')).toBe(0);
    expect(await isWell(hub)).toBe(true);
  });

  it("[B33] cannot acknowledge on another page's behalf", async () => {
    const { hub, daemon, viewer, attachId } = await watched();
    await using _ = hub;
    daemon.frame(resume(attachId));
    daemon.frame(data(attachId, 0, 'four'));
    await viewer.frame();
    await viewer.frame();
    const other = await hub.viewer();
    expect(codeOf(await other.socket.ask('ack', { attachId, consumed: 4 }))).toBe('invalid_ack');
    expect(codeOf(await viewer.socket.ask('ack', { attachId, consumed: 2 }))).toBe('ok');
    expect(await daemon.socket.inbox.take('ack')).toEqual({ attachId, consumed: 2 });
  });
});

it('[B36] a page that sends 10,000 messages at once is refused, then thrown out', async () => {
  const { hub, viewer, attachId } = await watched({ rates: { uiMessagesPerSecond: 200 } });
  await using _ = hub;
  const size = { cols: 80, rows: 24 };
  const asked = Array.from({ length: 10_000 }, () => viewer.socket.ask('resize', { attachId, size }));
  const answers = (await Promise.allSettled(asked)).filter((answer) => answer.status === 'fulfilled');
  const codes = answers.map(({ value }) => codeOf(value));
  expect(codes.filter((code) => code === 'rate_limited')).toHaveLength(10);
  await viewer.socket.closed;
  expect(await isWell(hub)).toBe(true);
});

it.each([
  ['attach', { size: { cols: 1, rows: 1 } }],
  ['resize', { size: { cols: 0, rows: 24 } }],
  ['resize', { size: { cols: 80, rows: 1e9 } }],
  ['resize', { size: { cols: '80', rows: 24 } }],
  ['resize', { size: { cols: 80, rows: Number.NaN } }],
])('[B17] a page that asks to %s with an impossible size (%j) is refused', async (event, payload) => {
  const { hub, daemon, session, viewer, attachId } = await watched();
  await using _ = hub;
  const known = event === 'attach' ? { attachId, sessionId: session.sessionId, from: null } : { attachId };
  expect(await viewer.socket.ask(event, { ...known, ...payload })).toMatchObject({
    ok: false,
    error: { code: 'invalid_payload', message: expect.stringContaining('size') },
  });
  expect(daemon.socket.inbox.count('resize')).toBe(0);
});

describe('a daemon', () => {
  it('[P9] whose message is larger than 4 MiB is cut off', async () => {
    const { hub, daemon } = await watched();
    await using _ = hub;
    daemon.socket.tell(FRAME_EVENT, new Uint8Array(MAX_DAEMON_MESSAGE_BYTES + 1));
    await daemon.socket.closed;
    expect(await isWell(hub)).toBe(true);
  });

  it('[B38] that answers again, or what nobody asked, changes nothing', async () => {
    const { hub, host, daemon, session, viewer } = await watched();
    await using _ = hub;
    const lie = { ok: false, error: { code: 'spawn_failed', message: 'It did not start after all.' } };
    for (let id = 0; id < 50; id++) daemon.socket.raw(JSON.stringify([3, '/daemon', id, [lie]]));
    expect(codeOf(await viewer.attach(session.sessionId))).toBe('ok');
    expect(hub.hub.fleet.session(session.sessionId)).toEqual(session);
    expect((await hub.spawn(host.hostId)).status).toBe('running');
  });

  it('[B41] that has 10,000 sessions is refused in words', async () => {
    const { hub } = await watched();
    await using _ = hub;
    const daemon = await hub.openDaemon(hub.registerHost('large').token);
    const sessions = Array.from({ length: 10_000 }, () => littleOf(sessionFacts()));
    expect(await daemon.hello({ sessions })).toMatchObject({
      ok: false,
      error: { code: 'invalid_hello', message: expect.stringMatching(/^sessions: /) },
    });
    await daemon.socket.closed;
    expect(hub.hub.fleet.sessions()).toHaveLength(1);
  });

  it('[B43] that sends output before hello is told to say hello first', async () => {
    const { hub, viewer, attachId } = await watched();
    await using _ = hub;
    const early = await hub.openDaemon(hub.registerHost('early').token);
    early.frame(resume(attachId));
    expect(codeOf(await early.socket.ask('pictures', []))).toBe('hello_required');
    expect(viewer.socket.inbox.count(FRAME_EVENT)).toBe(0);
  });
});

describe('[B42] output', () => {
  const bytes = (length: number): StreamFrame => ({
    ...data('', 0, ''),
    kind: 'data',
    bytes: new Uint8Array(length),
  });
  const wrong: [string, (attachId: AttachId) => StreamFrame, string][] = [
    ['of another epoch', (id) => ({ ...data(id, 0, 'x'), epoch: 'ff'.repeat(8) }), 'bad_epoch'],
    ['further on', (id) => data(id, 1, 'x'), 'offset_mismatch'],
    ['of more than 64 KiB', (id) => ({ ...bytes(64 * 1024 + 1), attachId: id }), 'invalid_payload'],
  ];

  it.each(wrong)('%s ends this attachment, and is asked for anew', async (_what, frame, code) => {
    const { hub, daemon, session, viewer, attachId } = await watched();
    await using _ = hub;
    daemon.frame(resume(attachId));
    daemon.frame(frame(attachId));
    expect(await viewer.take('detached')).toMatchObject({ attachId, reason: { code } });
    expect(await daemon.socket.inbox.take('detach')).toEqual({ attachId });
    expect(await viewer.frame()).toEqual(resume(attachId));
    expect(viewer.socket.inbox.count(FRAME_EVENT)).toBe(0);
    expect(codeOf(await viewer.attach(session.sessionId))).toBe('ok');
  });

  it('that is empty is passed on to nobody', async () => {
    const { hub, daemon, viewer, attachId } = await watched();
    await using _ = hub;
    daemon.frame(resume(attachId));
    daemon.socket.tell(FRAME_EVENT, encodeStreamFrame({ ...data(attachId, 0, ''), epoch: EPOCH }));
    daemon.frame(data(attachId, 0, 'x'));
    expect([await viewer.frame(), await viewer.frame()]).toMatchObject([{ kind: 'resume' }, { offset: 0 }]);
    expect(viewer.socket.inbox.count(FRAME_EVENT)).toBe(0);
    expect(viewer.socket.inbox.count('detached')).toBe(0);
  });
});
