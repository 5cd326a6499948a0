import { DroverError, type Host, MAX_INPUT_BYTES, type Problem, type Size } from '@drover/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { host as sampleHost } from '../../testing/samples.ts';
import { Attachment } from './attachment.ts';
import type { ScreenSink } from './screen-sink.ts';
import { asLink, ScriptedLink } from './scripted-link.ts';

const SESSION = '11111111-1111-4111-8111-111111111111';
const HOST = '22222222-2222-4222-8222-222222222222';
const EPOCH = '00000000000000aa';
const WINDOW: Size = { cols: 100, rows: 30 };
const text = (value: string) => new TextEncoder().encode(value);

/** Keeps what it was given in words, and the completions until the test calls them. */
class RecordingSink implements ScreenSink {
  readonly log: string[] = [];
  readonly pending: (() => void)[] = [];

  write(bytes: Uint8Array, parsed: () => void) {
    this.log.push(new TextDecoder().decode(bytes));
    this.pending.push(parsed);
  }
  clear(size: Size) {
    this.log.push(`<clear ${size.cols}x${size.rows}>`);
  }
  resize(size: Size) {
    this.log.push(`<size ${size.cols}x${size.rows}>`);
  }
  parse(count = this.pending.length) {
    for (const parsed of this.pending.splice(0, count)) parsed();
  }
}

let link: ScriptedLink;
let sink: RecordingSink;
let attachment: Attachment;

beforeEach(() => {
  vi.useFakeTimers();
  link = new ScriptedLink();
  sink = new RecordingSink();
  attachment = new Attachment({
    link: asLink(link),
    sessionId: SESSION,
    hostId: HOST,
    sink,
    windowSize: WINDOW,
  });
});

afterEach(() => {
  attachment.dispose();
  vi.useRealTimers();
});

const data = (offset: number, value: string) =>
  link.frame({ kind: 'data', epoch: EPOCH, offset, bytes: text(value) });

const reset = (
  offset: number,
  snapshot: string,
  more: { floor?: number; reason?: 'start' | 'floor' | 'lag' } = {},
) => {
  link.frame({
    kind: 'reset',
    epoch: EPOCH,
    offset,
    reason: more.reason ?? 'start',
    floor: more.floor ?? 0,
    size: { cols: 80, rows: 24 },
    snapshotLength: snapshot.length,
  });
  if (snapshot) link.frame({ kind: 'snapshot', epoch: EPOCH, offset, bytes: text(snapshot) });
};

const control = (mine: boolean, name: string | null = null) =>
  link.tell('attachment-state', {
    attachId: link.attachId,
    controller: mine,
    controllerName: name,
    viewers: 2,
  });

const host = (online: boolean): Host => sampleHost({ hostId: HOST, online });

function goLive() {
  reset(100, 'screen');
  control(true);
}

describe('catching up', () => {
  it('asks for everything at first, with the size of its window', () => {
    expect(link.all('attach')).toEqual([
      { attachId: link.attachId, sessionId: SESSION, size: WINDOW, from: null, hadControl: false },
    ]);
    expect(attachment.view.phase).toEqual({ kind: 'attaching' });
  });

  it('is live once the snapshot is whole, and hands on what follows', () => {
    link.frame({
      kind: 'reset',
      epoch: EPOCH,
      offset: 100,
      reason: 'start',
      floor: 0,
      size: { cols: 80, rows: 24 },
      snapshotLength: 6,
    });
    link.frame({ kind: 'snapshot', epoch: EPOCH, offset: 100, bytes: text('scr') });
    expect(attachment.view.phase.kind).toBe('attaching');
    link.frame({ kind: 'snapshot', epoch: EPOCH, offset: 100, bytes: text('een') });
    expect(attachment.view.phase.kind).toBe('live');
    data(100, 'ab');
    link.frame({ kind: 'size', epoch: EPOCH, offset: 102, size: { cols: 90, rows: 20 } });
    data(102, 'c');
    expect(sink.log).toEqual(['<clear 80x24>', 'scr', 'een', 'ab', '<size 90x20>', 'c']);
    expect(attachment.position).toEqual({ epoch: EPOCH, offset: 103 });
    expect(attachment.view.size).toEqual({ cols: 90, rows: 20 });
  });

  it('[F15] attaches anew on each connect and goes on where the terminal is', () => {
    goLive();
    data(100, 'abc');
    const first = link.attachId;
    link.goTo('offline');
    expect(attachment.view.phase).toEqual({ kind: 'detached', since: 42 });
    link.goTo('online');
    expect(link.attachId).not.toBe(first);
    expect(link.all('attach').at(-1)?.from).toEqual({ epoch: EPOCH, offset: 103 });
    link.frame({ kind: 'resume', epoch: EPOCH, offset: 103 });
    data(103, 'd');
    expect(attachment.view.phase.kind).toBe('live');
    expect(sink.log.join('')).toBe('<clear 80x24>screenabcd');
  });

  it('says that it had control when the line dropped, and not once another viewer took it', () => {
    goLive();
    link.goTo('offline');
    link.goTo('online');
    expect(link.all('attach').at(-1)?.hadControl).toBe(true);
    control(false, 'bob');
    link.goTo('offline');
    link.goTo('online');
    expect(link.all('attach').at(-1)?.hadControl).toBe(false);
  });

  it('tells who took control from it, until it has it back or that is forgotten', () => {
    goLive();
    control(false, 'bob');
    expect(attachment.view.takenBy).toBe('bob');
    control(true, 'ada');
    expect(attachment.view.takenBy).toBeNull();
    control(false, 'bob');
    attachment.forgetTaking();
    control(false, 'bob');
    expect(attachment.view.takenBy).toBeNull();
  });

  it('starts anew when the line dropped in the middle of a snapshot', () => {
    link.frame({
      kind: 'reset',
      epoch: EPOCH,
      offset: 7,
      reason: 'start',
      floor: 0,
      size: WINDOW,
      snapshotLength: 9,
    });
    link.frame({ kind: 'snapshot', epoch: EPOCH, offset: 7, bytes: text('half') });
    link.goTo('offline');
    link.goTo('online');
    expect(link.all('attach').at(-1)?.from).toBeNull();
  });

  it.each([
    ['a gap', () => data(101, 'x')],
    ['a repetition', () => data(99, 'x')],
    [
      'another epoch',
      () => link.frame({ kind: 'data', epoch: 'ff00000000000000', offset: 100, bytes: text('x') }),
    ],
    ['an end before the last byte', () => link.frame({ kind: 'end', epoch: EPOCH, offset: 150 })],
    ['a second resume', () => link.frame({ kind: 'resume', epoch: EPOCH, offset: 100 })],
    [
      'an unannounced snapshot',
      () => link.frame({ kind: 'snapshot', epoch: EPOCH, offset: 100, bytes: text('x') }),
    ],
  ])('[I1] shows nothing of %s, and attaches again', (_, send) => {
    goLive();
    const first = link.attachId;
    sink.log.length = 0;
    send();
    expect(sink.log).toEqual([]);
    expect(link.all('detach')).toEqual([{ attachId: first }]);
    expect(link.attachId).not.toBe(first);
  });

  it('does not attach in a loop when the stream is never right', async () => {
    goLive();
    for (let i = 0; i < 10; i++) {
      data(5, 'wrong');
      await vi.advanceTimersByTimeAsync(0);
    }
    expect(link.all('attach').length).toBe(2);
    await vi.advanceTimersByTimeAsync(500);
    expect(link.all('attach').length).toBe(3);
  });

  it('ignores what still comes for an earlier attachment', () => {
    goLive();
    const first = link.attachId;
    link.goTo('offline');
    link.goTo('online');
    sink.log.length = 0;
    link.frame({ kind: 'data', epoch: EPOCH, offset: 100, bytes: text('late') }, first);
    expect(sink.log).toEqual([]);
    expect(link.all('attach').length).toBe(2);
  });

  it('[F30] tells what the spool no longer keeps', () => {
    reset(500, '', { floor: 400, reason: 'floor' });
    expect(attachment.view.truncation).toEqual({ reason: 'floor', floor: 400, skipped: 0 });
  });

  it('[F20] tells how much a viewer that fell behind has skipped', () => {
    goLive();
    reset(900, 'now', { reason: 'lag' });
    expect(attachment.view.truncation).toEqual({ reason: 'lag', floor: 0, skipped: 800 });
    expect(attachment.view.phase.kind).toBe('live');
  });
});

describe('acknowledging', () => {
  const consumed = () => link.all('ack').map((ack) => ack.consumed);

  it('counts data and snapshot bytes once they are parsed, and tells when the terminal is quiet', () => {
    reset(0, 'snapshot');
    data(0, 'abc');
    vi.advanceTimersByTime(1_000);
    expect(consumed()).toEqual([]);
    sink.parse();
    vi.advanceTimersByTime(1_000);
    expect(consumed()).toEqual([11]);
  });

  it('tells at least each 64 KiB while more is coming', () => {
    reset(0, '');
    const chunk = 'x'.repeat(32 * 1024);
    for (let i = 0; i < 5; i++) data(i * chunk.length, chunk);
    sink.parse(4);
    expect(consumed()).toEqual([65_536, 131_072]);
  });

  it('counts from the attach: what an earlier one left unparsed is not acknowledged in a later one', () => {
    goLive();
    data(100, 'old');
    link.goTo('offline');
    link.goTo('online');
    link.frame({ kind: 'resume', epoch: EPOCH, offset: 103 });
    data(103, 'new!');
    sink.parse();
    vi.advanceTimersByTime(1_000);
    expect(link.all('ack')).toEqual([{ attachId: link.attachId, consumed: 4 }]);
  });
});

describe('typing', () => {
  it('numbers from 1, in order, with the time by the hub’s clock', () => {
    goLive();
    attachment.type(text('a'));
    attachment.type(text('b'));
    expect(link.all('input').map(({ seq, sentAt }) => [seq, sentAt])).toEqual([
      [1, 1_000],
      [2, 1_000],
    ]);
    expect(link.typed).toEqual(['a', 'b']);
  });

  it('asks for control before the first key, on the same line', () => {
    reset(100, 'screen');
    control(false, 'ann');
    attachment.type(text('a'));
    attachment.type(text('b'));
    const order = link.sent.map(({ event }) => event).filter((event) => event !== 'attach');
    expect(order).toEqual(['control', 'input', 'input']);
  });

  it('[F15] discards and counts what is typed while the line is down, and never sends it later', () => {
    goLive();
    link.goTo('offline');
    attachment.type(text('r'));
    attachment.type(text('m'));
    attachment.type(text('pasted'), 'paste');
    link.goTo('online');
    link.frame({ kind: 'resume', epoch: EPOCH, offset: 100 });
    expect(link.typed).toEqual([]);
    expect(attachment.view.undelivered).toEqual({ keystrokes: 2, pastes: 1, uncertain: 0, reason: null });
  });

  it('[F15] counts as uncertain what was sent and not confirmed when the line dropped', () => {
    goLive();
    for (const key of 'abc') attachment.type(text(key));
    link.tell('input-result', { attachId: link.attachId, seq: 1, refused: null });
    link.goTo('offline');
    expect(attachment.view.undelivered).toMatchObject({ keystrokes: 2, uncertain: 2 });
  });

  it('[F44] cuts a long paste at characters and keeps little of it underway', () => {
    goLive();
    const paste = 'é€😀'.repeat(20_000);
    attachment.type(text(paste), 'paste');
    expect(link.all('input').length).toBe(4);
    for (let seq = 1; link.all('input').length < Math.ceil(180_000 / MAX_INPUT_BYTES); seq++) {
      link.tell('input-result', { attachId: link.attachId, seq, refused: null });
    }
    expect(link.typed.join('')).toBe(paste);
    expect(link.typed.join('')).not.toContain('\ufffd');
  });

  it('[F45] lets Ctrl-C overtake the rest of a paste that nobody reads, and counts the paste', () => {
    goLive();
    attachment.type(text('x'.repeat(500_000)), 'paste');
    attachment.type(text('\x03'));
    link.tell('input-result', { attachId: link.attachId, seq: 1, refused: null });
    expect(link.typed.at(-1)).toBe('\x03');
    expect(attachment.view.undelivered).toMatchObject({ keystrokes: 0, pastes: 1 });
  });

  it('[F45] closes the brackets of the paste that Ctrl-C cuts off, and does not count the Ctrl-C as lost with it', () => {
    goLive();
    attachment.type(text(`\x1b[200~${'x'.repeat(500_000)}\x1b[201~`), 'paste');
    attachment.type(text('\x03'));
    link.tell('input-result', { attachId: link.attachId, seq: 1, refused: null });
    expect(link.typed.at(-1)).toBe('\x1b[201~\x03');
    const refused: Problem = { code: 'input_backpressure', message: 'The program is not reading.' };
    link.tell('input-result', { attachId: link.attachId, seq: 2, refused });
    expect(attachment.view.undelivered).toMatchObject({ keystrokes: 0, reason: refused.message });
  });

  it('[B34] tells the host’s words when input is refused, and numbers from 1 in a new attachment', () => {
    goLive();
    attachment.type(text('a'));
    attachment.type(text('b'));
    const refused: Problem = { code: 'input_backpressure', message: 'The program is not reading.' };
    link.tell('input-result', { attachId: link.attachId, seq: 2, refused });
    expect(attachment.view.undelivered).toMatchObject({ keystrokes: 1, reason: refused.message });
    link.frame({ kind: 'resume', epoch: EPOCH, offset: 100 });
    attachment.type(text('c'));
    expect(link.all('input').at(-1)).toMatchObject({ attachId: link.attachId, seq: 1 });
  });

  it('tells why when control is refused, and drops what was typed for it', async () => {
    link.refusals.set('control', { code: 'forbidden', message: 'You may only watch.' });
    reset(100, 'screen');
    attachment.type(text('a'));
    await vi.advanceTimersByTimeAsync(0);
    expect(attachment.view.undelivered).toMatchObject({ keystrokes: 1, reason: 'You may only watch.' });
    await expect(attachment.takeControl()).rejects.toThrow(DroverError);
  });

  it('[F48] passes on mouse and focus only from the viewer in control, and takes no control for them', () => {
    reset(100, 'screen');
    control(false, 'ann');
    attachment.report(text('\x1b[<0;1;1M'));
    expect(link.sent.map(({ event }) => event)).toEqual(['attach']);
    control(true);
    attachment.report(text('\x1b[<0;1;1M'));
    expect(link.typed).toEqual(['\x1b[<0;1;1M']);
    link.goTo('offline');
    attachment.report(text('\x1b[<0;1;1M'));
    expect(attachment.view.undelivered.keystrokes).toBe(0);
  });
});

describe('the window’s size', () => {
  const sizes = () => link.all('resize').map(({ size }) => size);

  it('is asked for once the window rests, and only with control', () => {
    reset(100, 'screen');
    attachment.setWindowSize({ cols: 120, rows: 40 });
    vi.advanceTimersByTime(1_000);
    expect(sizes()).toEqual([]);
    control(true);
    expect(sizes()).toEqual([{ cols: 120, rows: 40 }]);
    for (let cols = 121; cols < 140; cols++) attachment.setWindowSize({ cols, rows: 40 });
    expect(sizes().length).toBe(1);
    vi.advanceTimersByTime(1_000);
    expect(sizes()).toEqual([
      { cols: 120, rows: 40 },
      { cols: 139, rows: 40 },
    ]);
  });

  it.each([
    [0, 24],
    [1, 24],
    [80, 0],
    [501, 24],
    [80.5, 24],
    [Number.NaN, 24],
  ])('[B17] is never %s x %s', (cols, rows) => {
    goLive();
    link.sent.length = 0;
    attachment.setWindowSize({ cols, rows });
    vi.advanceTimersByTime(1_000);
    expect(sizes()).toEqual([]);
  });
});

describe('host and end', () => {
  it('[F2] waits for an offline host and attaches when it is back', async () => {
    goLive();
    link.tell('detached', { attachId: link.attachId, reason: { code: 'host_offline', message: 'gone' } });
    expect(attachment.view.phase.kind).toBe('waiting-for-host');
    link.tell('host', host(true));
    expect(link.all('attach').at(-1)?.from).toEqual({ epoch: EPOCH, offset: 100 });
    link.frame({ kind: 'resume', epoch: EPOCH, offset: 100 });
    expect(attachment.view.phase.kind).toBe('live');
  });

  it('[F65] says that access was revoked, and attaches when the host comes with a new token', () => {
    goLive();
    const reason: Problem = { code: 'revoked', message: 'Host access revoked.' };
    link.tell('detached', { attachId: link.attachId, reason });
    expect(attachment.view.phase).toEqual({ kind: 'refused', problem: reason });
    link.tell('host', host(false));
    expect(attachment.view.phase.kind).toBe('refused');
    link.tell('host', host(true));
    link.frame({ kind: 'resume', epoch: EPOCH, offset: 100 });
    expect(attachment.view.phase.kind).toBe('live');
  });

  it('holds typing back as soon as the hub says that the host is offline', () => {
    goLive();
    link.tell('host', host(false));
    attachment.type(text('a'));
    expect(link.typed).toEqual([]);
    expect(attachment.view.undelivered.keystrokes).toBe(1);
  });

  it('shows why a session cannot be shown, and goes on trying for one that is not there yet', async () => {
    attachment.dispose();
    const problem: Problem = { code: 'no_session', message: 'No such session.' };
    link.refusals.set('attach', problem);
    attachment = new Attachment({
      link: asLink(link),
      sessionId: SESSION,
      hostId: HOST,
      sink,
      windowSize: WINDOW,
    });
    await vi.advanceTimersByTimeAsync(0);
    expect(attachment.view.phase).toEqual({ kind: 'refused', problem });
    link.refusals.clear();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(attachment.view.phase).toEqual({ kind: 'refused', problem });
    reset(0, '');
    expect(attachment.view.phase.kind).toBe('live');
  });

  it('[F21] comes back after it was cut off as too slow', async () => {
    goLive();
    link.tell('detached', { attachId: link.attachId, reason: { code: 'slow_consumer', message: 'slow' } });
    await vi.advanceTimersByTimeAsync(0);
    expect(link.all('attach').length).toBe(2);
  });

  it('[F11] is ended after the last byte, and stays so whatever the line does', () => {
    goLive();
    data(100, 'bye');
    link.frame({ kind: 'end', epoch: EPOCH, offset: 103 });
    expect(attachment.view.phase).toEqual({ kind: 'ended' });
    link.goTo('offline');
    link.goTo('online');
    attachment.type(text('a'));
    expect(attachment.view.phase).toEqual({ kind: 'ended' });
    expect(link.all('attach').length).toBe(1);
    expect(attachment.view.undelivered.keystrokes).toBe(0);
  });

  it('detaches when the window closes, and leaves the session alone', () => {
    goLive();
    attachment.dispose();
    expect(link.sent.at(-1)).toEqual({ event: 'detach', payload: { attachId: link.attachId } });
  });
});
