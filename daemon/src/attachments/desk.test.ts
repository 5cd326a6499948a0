import { randomUUID } from 'node:crypto';
import { type InputResult, MAX_INPUT_BYTES } from '@drover/protocol';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Session } from '../sessions/session.ts';
import { SessionRig } from '../testing/session-rig.ts';

let rig: SessionRig;
let results: InputResult[];
beforeEach(() => {
  rig = new SessionRig();
  results = [];
  rig.deskEvents.inputResult = (result) => results.push(result);
});
afterEach(() => rig.dispose());

function attach(
  session: Session,
  change: { offset?: number; attachId?: string; mayControl?: boolean } = {},
): string {
  const attachId = change.attachId ?? randomUUID();
  const from = change.offset === undefined ? null : { epoch: session.epoch, offset: change.offset };
  const viewer = { viewerName: 'ada', size: { cols: 80, rows: 24 }, hadControl: false };
  const { mayControl = true } = change;
  rig.desk.attach({ attachId, sessionId: session.sessionId, from, mayControl, ...viewer });
  return attachId;
}

const type = (attachId: string, seq: number, text: string | Buffer) =>
  rig.desk.input({ kind: 'input', attachId, seq, sentAt: 0, bytes: Buffer.from(text) });

const refusals = () => results.map(({ seq, refused }) => [seq, refused?.code ?? 'written']);

describe('an attachment', () => {
  it('[B31] beyond the end of the output is refused', async () => {
    const session = await rig.spawn(['cat']);
    expect(() => attach(session, { offset: 1_000 })).toThrow('has printed 0 bytes, not 1000');
    expect(session.viewers.count).toBe(0);
  });

  it('is refused under an id that is in use, and for a session that is not here', async () => {
    const session = await rig.spawn(['cat']);
    const attachId = attach(session);
    expect(() => attach(session, { attachId })).toThrow('exists already');
    const elsewhere = { sessionId: randomUUID(), viewerName: 'ada', size: { cols: 80, rows: 24 } };
    const request = { attachId: randomUUID(), from: null, hadControl: false, mayControl: true, ...elsewhere };
    expect(() => rig.desk.attach(request)).toThrow('no such session');
  });

  it('[B34] of one who only watches never has control, and its input is refused', async () => {
    const session = await rig.spawn(['cat']);
    const watching = attach(session, { mayControl: false });
    rig.desk.takeControl(watching);
    expect(session.viewers.hasControl(watching)).toBe(false);
    type(watching, 1, 'rm');
    expect(refusals()).toEqual([[1, 'forbidden']]);
    const typing = attach(session);
    expect(session.viewers.hasControl(typing)).toBe(true);
    rig.desk.detach(typing);
    expect(session.viewers.hasControl(watching)).toBe(false);
  });

  it('[B33] that acknowledges what it never got is ended', async () => {
    const session = await rig.spawn(['cat']);
    const ended: string[] = [];
    rig.deskEvents.detached = ({ reason }) => ended.push(reason.code);
    rig.desk.acknowledge({ attachId: attach(session), consumed: 1 });
    expect(ended).toEqual(['invalid_ack']);
    expect(session.viewers.count).toBe(0);
  });
});

it('[F21] a viewer that acknowledges nothing for long is detached, and one with nothing to acknowledge is not', async () => {
  const small = new SessionRig({ stalledViewerMs: 400 });
  onTestFinished(() => small.dispose());
  const ended: unknown[] = [];
  small.deskEvents.detached = ({ attachId, reason }) => ended.push([attachId, reason.code]);
  const [busy, idle] = [await small.spawn(['echo', 'hello']), await small.spawn(['cat'])];
  const [stalled, quick, quiet] = [randomUUID(), randomUUID(), randomUUID()];
  small.deskEvents.frame = (frame) => {
    if (frame.kind !== 'data' || frame.attachId !== quick) return;
    const consumed = frame.offset + frame.bytes.length;
    setImmediate(() => small.desk.acknowledge({ attachId: quick, consumed }));
  };
  const size = { cols: 80, rows: 24 };
  const viewer = { viewerName: 'ada', size, hadControl: false, mayControl: true, from: null };
  small.desk.attach({ attachId: quick, sessionId: busy.sessionId, ...viewer });
  small.desk.attach({ attachId: quiet, sessionId: idle.sessionId, ...viewer });
  small.desk.attach({ attachId: stalled, sessionId: busy.sessionId, ...viewer });
  await small.until(() => ended.length > 0);
  expect(ended).toEqual([[stalled, 'slow_consumer']]);
  expect([busy.viewers.count, idle.viewers.count]).toEqual([1, 1]);
});

describe('input', () => {
  it('[B34] is taken in order and once, from the controller alone', async () => {
    const session = await rig.spawn(['cat']);
    const [controller, other] = [attach(session), attach(session)];
    type(controller, 1, 'one ');
    type(controller, 1, 'again ');
    type(controller, 3, 'three ');
    type(controller, 2, 'two ');
    type(controller, 4, 'four\n');
    type(other, 1, 'other\n');
    await rig.printed(session, 'one four\r\n');
    await rig.until(() => results.length === 6);
    expect(refusals().sort()).toEqual(
      [
        [1, 'written'],
        [1, 'written'],
        [1, 'not_controller'],
        [2, 'written'],
        [3, 'input_gap'],
        [4, 'written'],
      ].sort(),
    );
  });

  it('[B34] in pieces that are too large is refused', async () => {
    const session = await rig.spawn(['cat']);
    type(attach(session), 1, Buffer.alloc(MAX_INPUT_BYTES + 1, 'x'));
    expect(refusals()).toEqual([[1, 'input_too_large']]);
  });

  it('[F45] to a program that does not read is refused when too much of it waits, and the session can be stopped', async () => {
    const session = await rig.spawn(['bash', '-c', 'stty raw -echo; echo ready; sleep 1000']);
    await rig.printed(session, 'ready');
    const attachId = attach(session);
    for (let seq = 1; seq <= 30; seq++) type(attachId, seq, Buffer.alloc(MAX_INPUT_BYTES, 'x'));
    await rig.until(() => results.some(({ refused }) => refused?.code === 'input_backpressure'));
    await session.stop();
    expect(session.facts().status).toBe('exited');
  });

  it('to a session that has ended is refused', async () => {
    const session = await rig.spawn(['true']);
    await rig.ended(session);
    type(attach(session), 1, 'x');
    await rig.until(() => results.length > 0);
    expect(refusals()).toEqual([[1, 'session_ended']]);
  });
});
