import { closeSync, mkdirSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { marksPath, segmentPath } from './files.ts';

export type SpoolLimits = {
  /** Bytes after which a new segment is begun. */
  segmentBytes: number;
  /** Bytes kept; beyond it the oldest segments go. At least two segments. */
  quotaBytes: number;
};

/** Time marks are at least this far apart. */
const TIME_MARK_MS = 20;

type Segment = { start: number; out: number; marks: number };

/**
 * Appends a session's output to its spool. Writes are synchronous: a byte that `append` has returned from survives
 * the process. When the disk refuses, bytes are dropped and the offset still advances, so that a reader finds a gap
 * of the right length.
 */
export class SpoolWriter {
  /** Offset of the oldest byte kept. */
  floor = 0;
  /** Offset after the newest byte. */
  end = 0;

  readonly #dir: string;
  readonly #limits: SpoolLimits;
  readonly #closed: number[] = [];
  #segment: Segment | undefined;
  #size: { cols: number; rows: number };
  #markedAt = 0;

  constructor(dir: string, limits: SpoolLimits, size: { cols: number; rows: number }) {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    this.#dir = dir;
    this.#limits = limits;
    this.#size = size;
    this.#begin();
  }

  append(bytes: Uint8Array): void {
    try {
      if (!this.#segment || this.end - this.#segment.start >= this.#limits.segmentBytes) this.#begin();
      this.#markTime();
      this.#write(bytes);
    } catch {
      this.#abandonSegment();
    }
    this.end += bytes.length;
  }

  /** From the current end on, the screen has this size. */
  resized(size: { cols: number; rows: number }): void {
    this.#size = size;
    try {
      this.#markSize();
    } catch {
      // The next segment begins with the size again.
    }
  }

  close(): void {
    this.#abandonSegment();
  }

  #write(bytes: Uint8Array): void {
    const segment = this.#segment;
    for (let done = 0; segment && done < bytes.length; ) {
      done += writeSync(segment.out, bytes, done, bytes.length - done);
    }
  }

  #begin(): void {
    this.#abandonSegment();
    this.#dropOldest();
    const start = this.end;
    const out = openSync(segmentPath(this.#dir, start), 'a', 0o600);
    this.#segment = { start, out, marks: this.#openMarks(start, out) };
    this.#markSize();
  }

  #openMarks(start: number, out: number): number {
    try {
      return openSync(marksPath(this.#dir, start), 'a', 0o600);
    } catch (error) {
      closeSync(out);
      throw error;
    }
  }

  #abandonSegment(): void {
    if (!this.#segment) return;
    closeSync(this.#segment.out);
    closeSync(this.#segment.marks);
    this.#closed.push(this.#segment.start);
    this.#segment = undefined;
  }

  #dropOldest(): void {
    const spare = this.#limits.quotaBytes - this.#limits.segmentBytes;
    while (this.end - (this.#closed[0] ?? this.end) > spare) {
      const oldest = this.#closed.shift() ?? 0;
      unlinkSync(segmentPath(this.#dir, oldest));
      unlinkSync(marksPath(this.#dir, oldest));
      this.floor = this.#closed[0] ?? this.end;
    }
  }

  #markSize(): void {
    if (!this.#segment) return;
    const { cols, rows } = this.#size;
    writeSync(this.#segment.marks, `r ${this.end} ${Date.now()} ${cols} ${rows}\n`);
  }

  #markTime(): void {
    const now = Date.now();
    if (!this.#segment || now - this.#markedAt < TIME_MARK_MS) return;
    this.#markedAt = now;
    writeSync(this.#segment.marks, `t ${this.end} ${now}\n`);
  }
}
