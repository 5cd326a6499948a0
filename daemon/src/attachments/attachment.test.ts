import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MAX_LAG_BYTES, RAW_CATCH_UP_BYTES, type StreamFrame, WINDOW_BYTES } from '@drover/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { segmentPath } from '../spool/files.ts';
import { SizeTimeline } from '../spool/sizes.ts';
import { Attachment, type OutputSource } from './attachment.ts';

const EPOCH = '0123456789abcdef';
const SIZE = { cols: 80, rows: 24 };
const SNAPSHOT = Buffer.from('the screen');

let source: OutputSource & { floor: number; end: number; complete: boolean };
let frames: StreamFrame[];
let attachment: Attachment;
let sent: number;

beforeEach(() => {
  const spool = mkdtempSync(join(tmpdir(), 'drover-spool-'));
  writeFileSync(segmentPath(spool, 0), '');
  frames = [];
  sent = 0;
  source = {
    epoch: EPOCH,
    spool,
    floor: 0,
    end: 0,
    complete: false,
    sizes: new SizeTimeline([{ offset: 0, size: SIZE }]),
    snapshot: async (wanted) => ({ offset: wanted, size: SIZE, bytes: SNAPSHOT }),
  };
});
afterEach(() => {
  attachment[Symbol.dispose]();
  rmSync(source.spool, { recursive: true });
});

function print(text: string | Buffer): void {
  appendFileSync(segmentPath(source.spool, 0), text);
  source.end += Buffer.byteLength(text);
}

/** Attaches, and pumps until there is nothing to send. */
async function view(from: { epoch: string; offset: number } | null): Promise<void> {
  const ready = Promise.withResolvers<void>();
  const attachId = '3f2b8c1e-90ab-4cde-8f01-23456789abcd';
  const viewer = { attachId, viewerName: 'ada', mayControl: true, size: SIZE };
  attachment = new Attachment(viewer, source, {
    send: (frame) => {
      frames.push(frame);
      if ('bytes' in frame) sent += frame.bytes.length;
    },
    ready: ready.resolve,
    failed: ready.reject,
  });
  attachment.begin(from);
  if (frames.length === 0) await ready.promise;
  pump();
}

/** As a viewer that parses at once. */
function pump(): void {
  while (attachment.pump()) attachment.acknowledge(sent);
}

const payload = () =>
  Buffer.concat(
    frames.filter((frame) => frame.kind === 'data' || frame.kind === 'snapshot').map(({ bytes }) => bytes),
  );

const kinds = () => frames.map(({ kind }) => kind);

describe('a viewer', () => {
  it('that has nothing gets a short session raw, from its first byte', async () => {
    print('hello');
    await view(null);
    expect(frames).toMatchObject([
      { kind: 'reset', reason: 'start', offset: 0, size: SIZE, snapshotLength: 0 },
      { kind: 'data', offset: 0, bytes: Buffer.from('hello') },
    ]);
  });

  it('that is a little behind gets the bytes it misses, and no reset', async () => {
    print('hello, world');
    await view({ epoch: EPOCH, offset: 7 });
    expect(frames).toMatchObject([
      { kind: 'resume', offset: 7 },
      { kind: 'size', size: SIZE },
      { kind: 'data', offset: 7, bytes: Buffer.from('world') },
    ]);
  });

  it('of a long session gets a snapshot, then what follows it', async () => {
    print(Buffer.alloc(RAW_CATCH_UP_BYTES + 1, 'x'));
    await view(null);
    print('after');
    pump();
    expect(kinds()).toEqual(['reset', 'snapshot', 'data']);
    expect(frames[0]).toMatchObject({
      reason: 'start',
      offset: RAW_CATCH_UP_BYTES + 1,
      snapshotLength: SNAPSHOT.length,
    });
    expect(payload().toString()).toBe('the screenafter');
  });

  it.each([
    ['far behind', { epoch: EPOCH, offset: 0 }, 'far'],
    ['of another spool', { epoch: 'ffffffffffffffff', offset: 5 }, 'epoch'],
  ])('[B32] that is %s is told why it starts anew', async (_, from, reason) => {
    print(Buffer.alloc(RAW_CATCH_UP_BYTES * 2, 'x'));
    await view(from);
    expect(frames[0]).toMatchObject({ kind: 'reset', reason });
  });

  it('[B31] whose bytes are no longer kept is told the floor', async () => {
    rmSync(segmentPath(source.spool, 0));
    writeFileSync(segmentPath(source.spool, 1_000), 'kept');
    Object.assign(source, { floor: 1_000, end: 1_004 });
    await view({ epoch: EPOCH, offset: 10 });
    expect(frames[0]).toMatchObject({ kind: 'reset', reason: 'floor', floor: 1_000 });
  });

  it('that acknowledges nothing gets no more than a window', async () => {
    print(Buffer.alloc(RAW_CATCH_UP_BYTES, 'x'));
    await view(null);
    frames = [];
    print(Buffer.alloc(RAW_CATCH_UP_BYTES, 'y'));
    while (attachment.pump());
    expect(payload().length).toBeGreaterThan(0);
    expect(payload().length).toBeLessThanOrEqual(WINDOW_BYTES);
  });

  it('that acknowledges more than it got, or less than before, is found out', async () => {
    print('hello');
    await view(null);
    expect(attachment.acknowledge(6)).toBe(false);
    expect(attachment.acknowledge(4)).toBe(false);
    expect(attachment.acknowledge(5)).toBe(true);
  });

  it('that falls too far behind is reset to now', async () => {
    print('x');
    await view(null);
    print(Buffer.alloc(MAX_LAG_BYTES + 1, 'x'));
    frames = [];
    pump();
    await expect.poll(() => frames[0]).toMatchObject({ kind: 'reset', reason: 'lag', offset: source.end });
  });

  it('is not led back by a screen that is behind itself', async () => {
    print('x');
    await view(null);
    source.snapshot = async () => ({ offset: 0, size: SIZE, bytes: SNAPSHOT });
    print(Buffer.alloc(MAX_LAG_BYTES + 1, 'x'));
    frames = [];
    pump();
    const pumped = () => {
      pump();
      return payload().length;
    };
    await expect.poll(pumped).toBe(MAX_LAG_BYTES + 1);
    expect(new Set(kinds())).toEqual(new Set(['data']));
  });

  it('gets a new size where it holds, also when nothing is printed', async () => {
    print('before');
    await view(null);
    source.sizes.add({ offset: 6, size: { cols: 100, rows: 30 } });
    pump();
    expect(frames.at(-1)).toMatchObject({ kind: 'size', offset: 6, size: { cols: 100 } });
    print('between');
    source.sizes.add({ offset: 13, size: { cols: 90, rows: 30 } });
    print('after');
    pump();
    expect(frames.slice(-3)).toMatchObject([
      { kind: 'data', offset: 6, bytes: Buffer.from('between') },
      { kind: 'size', offset: 13, size: { cols: 90 } },
      { kind: 'data', offset: 13, bytes: Buffer.from('after') },
    ]);
  });

  it('never gets half a character, except the last bytes of all', async () => {
    const euro = Buffer.from('€');
    print(Buffer.concat([Buffer.from('a'), euro.subarray(0, 2)]));
    await view(null);
    expect(payload().toString()).toBe('a');
    print(Buffer.concat([euro.subarray(2), euro.subarray(0, 1)]));
    pump();
    expect(payload().toString()).toBe('a€');
    source.complete = true;
    pump();
    expect(payload().length).toBe(5);
    expect(frames.at(-1)).toMatchObject({ kind: 'end', offset: 5 });
  });

  it('[F41] is not held up by a segment that ends within a character, nor by a gap after what might begin one', async () => {
    const [euro, start] = [Buffer.from('€'), Buffer.from([0xe7, 0xa0])];
    print(Buffer.concat([Buffer.from('a'), euro.subarray(0, 2)]));
    writeFileSync(segmentPath(source.spool, 3), Buffer.concat([euro.subarray(2), start]));
    source.end = 6;
    await view(null);
    expect(payload().toString()).toBe('a€');
    writeFileSync(segmentPath(source.spool, 8), 'kept');
    Object.assign(source, { end: 12, snapshot: async () => ({ offset: 12, size: SIZE, bytes: SNAPSHOT }) });
    pump();
    await expect.poll(() => frames.at(-1)).toMatchObject({ kind: 'reset', reason: 'floor', offset: 12 });
    expect(payload().subarray(4)).toEqual(start);
  });
});
