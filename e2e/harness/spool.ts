import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { listSpool, segmentPath } from '../../daemon/src/spool/files.ts';
import { SpoolReader } from '../../daemon/src/spool/reader.ts';
import type { Drover } from './drover.ts';

/** Bytes without a break, from an offset on. */
export type Piece = { from: number; bytes: Buffer };

/** What a session's holder wrote down and still keeps: its bytes from `floor` up to, and not including, `end`. */
export class Spooled {
  readonly floor: number;
  readonly end: number;
  readonly #dir: string;

  constructor({ stateDir }: Pick<Drover, 'stateDir'>, sessionId: string) {
    this.#dir = join(stateDir, 'sessions', sessionId, 'spool');
    const segments = listSpool(this.#dir);
    const last = segments.at(-1) ?? { start: 0, dir: this.#dir };
    this.floor = segments[0]?.start ?? 0;
    this.end = last.start + statSync(segmentPath(last.dir, last.start)).size;
  }

  /** Throws where there is a gap. */
  read(from: number, to = this.end): Buffer {
    const [piece, more] = this.pieces(from, to);
    if (to <= from) return Buffer.alloc(0);
    if (more || piece?.from !== from || piece.bytes.length < to - from)
      throw new Error(`the spool has a gap between ${from} and ${to}`);
    return piece.bytes;
  }

  /** What is kept between two offsets, in parts where a full disk has cost some of it. */
  pieces(from: number, to: number): Piece[] {
    using reader = new SpoolReader(this.#dir);
    const pieces: Piece[] = [];
    for (let at = from; at < to; ) {
      const read = reader.read(at, to, Buffer.allocUnsafe(to - at));
      if ('bytes' in read) pieces.push({ from: at, bytes: read.bytes });
      at = 'bytes' in read ? at + read.bytes.length : read.gapTo;
    }
    return pieces.reduce(joined, []);
  }
}

function joined(pieces: Piece[], next: Piece): Piece[] {
  const last = pieces.at(-1);
  if (!last || last.from + last.bytes.length < next.from) return [...pieces, next];
  return [...pieces.slice(0, -1), { from: last.from, bytes: Buffer.concat([last.bytes, next.bytes]) }];
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
