import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { marksPath, segmentPath } from './files.ts';

export type SpoolLimits = {
  /** Bytes after which a new segment is begun. */
  segmentBytes: number;
  /** Bytes kept; beyond it the oldest segments go. At least two segments. */
  quotaBytes: number;
};

export type Geometry = { cols: number; rows: number };

/** Time marks are at least this far apart. */
const TIME_MARK_MS = 20;

type Segment = { start: number; out: number; marks: number };

/** Segments in one folder. What fails throws, and the segment is closed: the next one begins at the next offset. */
export class SegmentLog {
  /** Offset of the oldest byte kept. */
  floor: number;
  readonly #dir: string;
  readonly #limits: SpoolLimits;
  readonly #closed: number[] = [];
  #segment: Segment | undefined;
  #markedAt = 0;

  constructor(dir: string, limits: SpoolLimits, floor: number) {
    this.#dir = dir;
    this.#limits = limits;
    this.floor = floor;
  }

  /** Offsets of the segments that it has closed. */
  get closed(): readonly number[] {
    return this.#closed;
  }

  /** Opens a new segment that begins at this offset. */
  begin(at: number, size: Geometry): void {
    this.close();
    this.#dropOldest(at);
    this.#segment = this.#open(at);
    try {
      this.markSize(at, size);
    } catch (error) {
      this.close();
      this.#drop(this.#closed.pop() ?? at); // nothing is in it yet
      throw error;
    }
  }

  /** Writes what begins at this offset, with what a reader must know of it. */
  append(bytes: Uint8Array, at: number, size: Geometry): void {
    try {
      if (!this.#segment || at - this.#segment.start >= this.#limits.segmentBytes) this.begin(at, size);
      this.#markTime(at);
      this.#write(bytes);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  markSize(at: number, { cols, rows }: Geometry): void {
    if (this.#segment) writeSync(this.#segment.marks, `r ${at} ${Date.now()} ${cols} ${rows}\n`);
  }

  /** Takes in segments that somebody has put into the folder, all newer than its own. */
  adopt(starts: readonly number[]): void {
    this.close();
    this.#closed.push(...starts.filter((start) => !this.#closed.includes(start)));
  }

  close(): void {
    if (!this.#segment) return;
    closeSync(this.#segment.out);
    closeSync(this.#segment.marks);
    this.#closed.push(this.#segment.start);
    this.#segment = undefined;
  }

  #write(bytes: Uint8Array): void {
    const segment = this.#segment;
    for (let done = 0; segment && done < bytes.length; ) {
      done += writeSync(segment.out, bytes, done, bytes.length - done);
    }
  }

  #open(start: number): Segment {
    const out = openSync(segmentPath(this.#dir, start), 'a', 0o600);
    try {
      return { start, out, marks: openSync(marksPath(this.#dir, start), 'a', 0o600) };
    } catch (error) {
      closeSync(out);
      rmSync(segmentPath(this.#dir, start), { force: true });
      throw error;
    }
  }

  #dropOldest(end: number): void {
    const spare = this.#limits.quotaBytes - this.#limits.segmentBytes;
    while (end - (this.#closed[0] ?? end) > spare) {
      this.#drop(this.#closed.shift() ?? 0);
      this.floor = this.#closed[0] ?? end;
    }
  }

  #drop(start: number): void {
    rmSync(segmentPath(this.#dir, start), { force: true });
    rmSync(marksPath(this.#dir, start), { force: true });
  }

  #markTime(at: number): void {
    const now = Date.now();
    if (!this.#segment || now - this.#markedAt < TIME_MARK_MS) return;
    this.#markedAt = now;
    writeSync(this.#segment.marks, `t ${at} ${now}\n`);
  }
}
