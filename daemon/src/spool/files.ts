import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * A spool on disk: segments of raw output named for the offset of their first byte, each with a file of marks.
 * Written by the holder alone; anyone may read.
 *
 *     0000000000000000.out   0000000000000000.marks
 *     0000000001048576.out   0000000001048576.marks
 *
 * A mark is a line: `r <offset> <ms since 1970> <cols> <rows>` where the size changed, `t <offset> <ms>` for the time.
 */
const SEGMENT = /^(\d{16})\.out$/;

const nameOf = (start: number) => String(start).padStart(16, '0');

export const segmentPath = (dir: string, start: number) => join(dir, `${nameOf(start)}.out`);
export const marksPath = (dir: string, start: number) => join(dir, `${nameOf(start)}.marks`);

/** Offsets at which segments begin, ascending. */
export function listSegments(dir: string): number[] {
  return readdirSync(dir)
    .map((name) => SEGMENT.exec(name)?.[1])
    .filter((start) => start !== undefined)
    .map(Number)
    .sort((a, b) => a - b);
}
