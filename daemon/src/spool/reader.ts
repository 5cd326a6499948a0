import { closeSync, openSync, readSync } from 'node:fs';
import { listSegments, segmentPath } from './files.ts';

/** Bytes at an offset, or the offset at which the spool goes on after what is no longer (or never was) kept. */
export type SpoolRead = { bytes: Buffer } | { gapTo: number };

/** Reads a spool that somebody else may be writing. Holds one open file. */
export class SpoolReader implements Disposable {
  readonly #dir: string;
  #open: { start: number; fd: number } | undefined;

  constructor(dir: string) {
    this.#dir = dir;
  }

  /**
   * Up to `maxBytes` from `offset` on, at least one. `end` is the offset after the last byte written; `offset` must
   * be below it.
   */
  read(offset: number, maxBytes: number, end: number): SpoolRead {
    const length = Math.min(maxBytes, end - offset);
    const bytes = this.#readOpen(offset, length) ?? this.#readNext(offset, length);
    if (bytes) return { bytes };
    const next = listSegments(this.#dir).find((start) => start > offset);
    return { gapTo: Math.min(next ?? end, end) };
  }

  [Symbol.dispose](): void {
    if (this.#open) closeSync(this.#open.fd);
    this.#open = undefined;
  }

  #readOpen(offset: number, length: number): Buffer | undefined {
    if (!this.#open || offset < this.#open.start) return undefined;
    const buffer = Buffer.allocUnsafe(length);
    const read = readSync(this.#open.fd, buffer, 0, length, offset - this.#open.start);
    return read > 0 ? buffer.subarray(0, read) : undefined;
  }

  #readNext(offset: number, length: number): Buffer | undefined {
    const start = listSegments(this.#dir).findLast((candidate) => candidate <= offset);
    if (start === undefined || start === this.#open?.start) return undefined;
    this[Symbol.dispose]();
    try {
      this.#open = { start, fd: openSync(segmentPath(this.#dir, start), 'r') };
    } catch {
      return undefined; // The writer dropped it between the listing and now.
    }
    return this.#readOpen(offset, length);
  }
}
