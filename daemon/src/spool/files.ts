import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A spool on disk: segments of raw output named for the offset of their first byte, each with a file of marks.
 * Written by the holder alone; anyone may read.
 *
 *     0000000000000000.out   0000000000000000.marks
 *     0000000001048576.out   0000000001048576.marks
 *
 * A mark is a line: `r <offset> <ms since 1970> <cols> <rows>` where the size changed, `t <offset> <ms>` for the time.
 *
 * While the disk takes no more, segments of the same form are in a folder in memory, the spool's ring.
 */
const SEGMENT = /^(\d{16})\.out$/;

/** A file system in memory, on every Linux. */
const MEMORY = '/dev/shm';

const nameOf = (start: number) => String(start).padStart(16, '0');

export const segmentPath = (dir: string, start: number) => join(dir, `${nameOf(start)}.out`);
export const marksPath = (dir: string, start: number) => join(dir, `${nameOf(start)}.marks`);

/** Where the ring of a spool is, if it has one: found from the spool's own place, as no full disk could hold a note. */
export function ringPath(spool: string): string {
  const name = createHash('sha256').update(realpathSync(spool)).digest('hex').slice(0, 32);
  return join(MEMORY, `drover-${process.getuid?.() ?? 'user'}-${name}`);
}

/** The ring's folder if it is there and truly ours: others may write beside it. */
export function findRing(spool: string): string | undefined {
  try {
    const ring = ringPath(spool);
    const stats = lstatSync(ring);
    return stats.isDirectory() && stats.uid === process.getuid?.() ? ring : undefined;
  } catch {
    return undefined;
  }
}

/** Offsets at which segments begin, ascending. */
export function listSegments(dir: string): number[] {
  return readdirSync(dir)
    .map((name) => SEGMENT.exec(name)?.[1])
    .filter((start) => start !== undefined)
    .map(Number)
    .sort((a, b) => a - b);
}

export type SegmentPlace = { start: number; dir: string };

/**
 * All segments of a spool, ascending; at the same offset that in memory is last, as the one on disk is cut short.
 * None when it has been removed.
 */
export function listSpool(spool: string): SegmentPlace[] {
  const onDisk = existsSync(spool) ? listSegments(spool).map((start) => ({ start, dir: spool })) : [];
  const ring = findRing(spool);
  if (!ring) return onDisk;
  const inMemory = listSegments(ring).map((start) => ({ start, dir: ring }));
  return [...onDisk, ...inMemory].sort((a, b) => a.start - b.start);
}
