import { closeSync, openSync, readSync } from 'node:fs';
import { listSpool, segmentPath } from './files.ts';

/** Bytes at an offset, or the offset at which the spool goes on after what is no longer (or never was) kept. */
export type SpoolRead = { bytes: Buffer } | { gapTo: number };

/** Reads a spool that somebody else may be writing. Holds one open file. */
export class SpoolReader implements Disposable {
  readonly #dir: string;
  #open: { start: number; dir: string; fd: number } | undefined;

  constructor(dir: string) {
    this.#dir = dir;
  }

  /**
   * Reads from `offset` on as much as `into` holds, at least one byte. `end` is the offset after the last byte written;
   * `offset` must be below it. The result is a part of `into`, and shorter than that and `end` allow only before a gap:
   * a segment may end within a character, whose rest must come along.
   */
  read(offset: number, end: number, into: Buffer): SpoolRead {
    const room = into.subarray(0, Math.min(into.length, end - offset));
    let filled = 0;
    while (filled < room.length) {
      const rest = room.subarray(filled);
      const bytes = this.#readOpen(offset + filled, rest) ?? this.#readNext(offset + filled, rest);
      if (!bytes) break;
      filled += bytes.length;
    }
    if (filled > 0) return { bytes: room.subarray(0, filled) };
    const next = listSpool(this.#dir).find(({ start }) => start > offset);
    return { gapTo: Math.min(next?.start ?? end, end) };
  }

  [Symbol.dispose](): void {
    if (this.#open) closeSync(this.#open.fd);
    this.#open = undefined;
  }

  #readOpen(offset: number, into: Buffer): Buffer | undefined {
    if (!this.#open || offset < this.#open.start) return undefined;
    const read = readSync(this.#open.fd, into, 0, into.length, offset - this.#open.start);
    return read > 0 ? into.subarray(0, read) : undefined;
  }

  #readNext(offset: number, into: Buffer): Buffer | undefined {
    const next = listSpool(this.#dir).findLast(({ start }) => start <= offset);
    if (!next || (next.start === this.#open?.start && next.dir === this.#open.dir)) return undefined;
    this[Symbol.dispose]();
    try {
      this.#open = { ...next, fd: openSync(segmentPath(next.dir, next.start), 'r') };
    } catch {
      return undefined; // The writer dropped it between the listing and now.
    }
    return this.#readOpen(offset, into);
  }
}
