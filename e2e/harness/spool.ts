import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { listSegments, segmentPath } from '../../daemon/src/spool/files.ts';
import { SpoolReader } from '../../daemon/src/spool/reader.ts';
import type { Drover } from './drover.ts';

/** What a session printed, from `offset` on, as its holder wrote it down. */
export function spooled({ stateDir }: Drover, sessionId: string, offset = 0): Buffer {
  const dir = join(stateDir, 'sessions', sessionId, 'spool');
  const last = listSegments(dir).at(-1) ?? 0;
  const end = last + statSync(segmentPath(dir, last)).size;
  using reader = new SpoolReader(dir);
  const parts: Buffer[] = [];
  for (let at = offset; at < end; ) {
    const read = reader.read(at, end - at, end);
    if ('gapTo' in read) throw new Error(`the spool has a gap from ${at} to ${read.gapTo}`);
    parts.push(read.bytes);
    at += read.bytes.length;
  }
  return Buffer.concat(parts);
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
