import {
  appendFileSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findRing, listSegments, listSpool, marksPath, ringPath, segmentPath } from './files.ts';
import { SpoolReader } from './reader.ts';
import { removeRing, rescueRing } from './ring.ts';
import { readSizeMarks, SizeTimeline } from './sizes.ts';
import { wholeCharacters } from './utf8.ts';
import { SpoolWriter } from './writer.ts';

const LIMITS = { segmentBytes: 100, quotaBytes: 300 };
const SIZE = { cols: 80, rows: 24 };

let dir: string;
let reader: SpoolReader;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'drover-spool-'));
  reader = new SpoolReader(dir);
});
afterEach(() => {
  reader[Symbol.dispose]();
  rmSync(dir, { recursive: true, force: true });
});

function readAll(from: number, end: number): string {
  let text = '';
  for (let at = from; at < end; ) {
    const read = reader.read(at, end, Buffer.allocUnsafe(33));
    if ('gapTo' in read) throw new Error(`gap to ${read.gapTo}`);
    text += read.bytes.toString();
    at += read.bytes.length;
  }
  return text;
}

describe('a spool', () => {
  it('gives back what was written, across segments', () => {
    const writer = new SpoolWriter(dir, { segmentBytes: 100, quotaBytes: 10_000 }, SIZE);
    const text = Array.from({ length: 100 }, (_, i) => `line ${i}\n`).join('');
    for (const line of text.split(/(?<=\n)/)) writer.append(Buffer.from(line));
    expect(writer.end).toBe(text.length);
    expect(listSegments(dir).length).toBeGreaterThan(5);
    expect(readAll(0, writer.end)).toBe(text);
    expect(readAll(123, writer.end)).toBe(text.slice(123));
  });

  it('[F30] keeps to its quota by dropping whole segments from the beginning, and raises its floor', () => {
    const writer = new SpoolWriter(dir, LIMITS, SIZE);
    for (let i = 0; i < 100; i++) writer.append(Buffer.alloc(30, String(i % 10)));
    expect(writer.floor).toBeGreaterThan(2_500);
    expect(writer.floor).toBe(listSegments(dir)[0]);
    expect(writer.end - writer.floor).toBeLessThanOrEqual(LIMITS.quotaBytes + 30);
    expect(readAll(writer.floor, writer.end).length).toBe(writer.end - writer.floor);
    expect(reader.read(0, writer.end, Buffer.allocUnsafe(10))).toEqual({ gapTo: writer.floor });
    expect(readdirSync(dir).length).toBe(listSegments(dir).length * 2);
  });

  it('is read while it is written, also by one who holds a segment that is dropped meanwhile', () => {
    const writer = new SpoolWriter(dir, LIMITS, SIZE);
    writer.append(Buffer.from('first'));
    expect(reader.read(0, writer.end, Buffer.allocUnsafe(10))).toEqual({ bytes: Buffer.from('first') });
    for (let i = 0; i < 50; i++) writer.append(Buffer.alloc(30, 'x'));
    expect(reader.read(0, writer.end, Buffer.allocUnsafe(5))).toEqual({ bytes: Buffer.from('first') });
    expect(readAll(writer.floor, writer.end)).toBe('x'.repeat(writer.end - writer.floor));
  });

  it('is read as if it were one file, up to a gap', () => {
    writeFileSync(segmentPath(dir, 0), 'one ');
    writeFileSync(segmentPath(dir, 4), 'two ');
    writeFileSync(segmentPath(dir, 10), 'three');
    const read = (offset: number, most: number) => reader.read(offset, 15, Buffer.allocUnsafe(most));
    expect(read(1, 5)).toEqual({ bytes: Buffer.from('ne tw') });
    expect(read(1, 100)).toEqual({ bytes: Buffer.from('ne two ') });
    expect(read(8, 100)).toEqual({ gapTo: 10 });
    expect(read(10, 100)).toEqual({ bytes: Buffer.from('three') });
  });

  describe('that its disk refuses', () => {
    const MIB = 1024 ** 2;
    let writer: SpoolWriter;
    let told: boolean[];
    beforeEach(() => {
      vi.useFakeTimers();
      told = [];
      const limits = { ...LIMITS, quotaBytes: 10 * MIB };
      writer = new SpoolWriter(dir, limits, SIZE, (isDegraded) => told.push(isDegraded));
      writer.append(Buffer.alloc(100, 'a')); // the next one begins a new segment
    });
    afterEach(() => {
      writer.close();
      vi.useRealTimers();
      removeRing(dir);
      rmSync(`${dir}-aside`, { recursive: true, force: true });
    });

    /** As if no byte more could be written there; what was written stays readable. */
    function breakDisk(): void {
      renameSync(dir, `${dir}-aside`);
      cpSync(`${dir}-aside`, dir, { recursive: true });
      for (const start of [100, 200]) mkdirSync(marksPath(dir, start));
    }
    function mendDisk(): void {
      for (const start of [100, 200]) rmSync(marksPath(dir, start), { recursive: true });
    }

    it('[F29] is kept in memory and read from there, then brought to the disk without a gap', () => {
      breakDisk();
      writer.append(Buffer.alloc(70, 'b'));
      writer.resized({ cols: 100, rows: 30 });
      writer.append(Buffer.alloc(30, 'c'));
      const all = 'a'.repeat(100) + 'b'.repeat(70) + 'c'.repeat(30);
      expect(readAll(0, writer.end)).toBe(all);
      expect(readSizeMarks(dir).at(-1)).toEqual({ offset: 170, size: { cols: 100, rows: 30 } });
      expect(told).toEqual([true]);
      vi.advanceTimersByTime(5_000);
      expect(writer.isDegraded).toBe(true);

      mendDisk();
      vi.advanceTimersByTime(5_000);
      expect(told).toEqual([true, false]);
      writer.append(Buffer.from('d'));
      expect(findRing(dir)).toBeUndefined();
      expect(readAll(0, writer.end)).toBe(`${all}d`);
      expect(listSpool(dir).map(({ start }) => start)).toEqual([0, 100, 200]);
    });

    it('[F29] has a gap of just the length that memory did not keep', () => {
      breakDisk();
      for (let i = 0; i < 100; i++) writer.append(Buffer.alloc(MIB / 16, 'b'));
      const read = reader.read(100, writer.end, Buffer.allocUnsafe(10));
      if (!('gapTo' in read)) throw new Error('there is no gap');
      expect(writer.end - read.gapTo).toBeGreaterThan(3 * MIB);
      expect(writer.end - read.gapTo).toBeLessThanOrEqual(4 * MIB);
      expect(readAll(read.gapTo, writer.end).length).toBe(writer.end - read.gapTo);
      mendDisk();
      vi.advanceTimersByTime(5_000);
      expect(reader.read(100, writer.end, Buffer.allocUnsafe(10))).toEqual(read);
    });

    it('[F29] can be ended meanwhile, and brought to the disk by somebody else', () => {
      breakDisk();
      writer.append(Buffer.from('last words'));
      writer.close();
      expect(readAll(100, writer.end)).toBe('last words');
      expect(() => rescueRing(dir)).toThrow();
      expect(readAll(100, writer.end)).toBe('last words');
      mendDisk();
      expect(rescueRing(dir)).toEqual([100]);
      expect(readAll(100, writer.end)).toBe('last words');
      expect(findRing(dir)).toBeUndefined();
    });

    it('[F29] is never read from a place in memory that somebody else has taken', () => {
      symlinkSync('/etc', ringPath(dir));
      breakDisk();
      writer.append(Buffer.from('lost'));
      expect(writer.end).toBe(104);
      expect(reader.read(100, 104, Buffer.allocUnsafe(10))).toEqual({ gapTo: 104 });
      unlinkSync(ringPath(dir));
    });
  });

  it('tells the sizes of its screen, also after the beginning was dropped', () => {
    const writer = new SpoolWriter(dir, LIMITS, SIZE);
    writer.append(Buffer.from('hello'));
    writer.resized({ cols: 100, rows: 30 });
    expect(readSizeMarks(dir)).toEqual([
      { offset: 0, size: SIZE },
      { offset: 5, size: { cols: 100, rows: 30 } },
    ]);
    for (let i = 0; i < 50; i++) writer.append(Buffer.alloc(30, 'x'));
    expect(new SizeTimeline(readSizeMarks(dir)).at(writer.end)).toEqual({ cols: 100, rows: 30 });
  });

  it('passes over marks that a crash cut short', () => {
    writeFileSync(segmentPath(dir, 0), '');
    writeFileSync(marksPath(dir, 0), 'r 0 1 80 24\nt 3 2\nr 9 3 12');
    appendFileSync(marksPath(dir, 0), '');
    expect(readSizeMarks(dir)).toEqual([{ offset: 0, size: SIZE }]);
  });
});

describe('whole characters', () => {
  it.each([
    ['', 0],
    ['abc', 3],
    ['é', 2],
    ['a\u{1f600}', 5],
  ])('of %j are all', (text, length) => {
    expect(wholeCharacters(Buffer.from(text))).toBe(length);
  });

  it('leave out a cut one, of any length', () => {
    for (const character of ['é', '€', '\u{1f600}']) {
      const bytes = Buffer.from(`ab${character}`);
      for (let cut = 3; cut < bytes.length; cut++) expect(wholeCharacters(bytes.subarray(0, cut))).toBe(2);
    }
  });

  it('never wait for bytes that cannot begin or continue one', () => {
    for (const bytes of [[0xff], [0x80, 0x80, 0x80, 0x80], [0xc0], [0xf5], [0x41, 0xfe]]) {
      expect(wholeCharacters(Uint8Array.from(bytes))).toBe(bytes.length);
    }
  });
});
