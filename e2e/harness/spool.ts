import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { listSpool, segmentPath } from '../../daemon/src/spool/files.ts';
import { SpoolReader } from '../../daemon/src/spool/reader.ts';
import type { Drover } from './drover.ts';

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
    using reader = new SpoolReader(this.#dir);
    const parts: Buffer[] = [];
    for (let at = from; at < to; ) {
      const read = reader.read(at, to, Buffer.allocUnsafe(to - at));
      if ('gapTo' in read) throw new Error(`the spool has a gap from ${at} to ${read.gapTo}`);
      parts.push(read.bytes);
      at += read.bytes.length;
    }
    return Buffer.concat(parts);
  }
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
