import { chmodSync, copyFileSync, mkdirSync, renameSync, rmSync, statfsSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findRing, listSegments, marksPath, ringPath, segmentPath } from './files.ts';

/** A file that a holder leaves in the ring when its disk takes not even that. */
export const EXIT_FILE = 'exit.json';

/** Begun again only when there is some room to go on with, or the next write would fail already. */
const SPARE_BYTES = 1024 * 1024;

/** Makes the ring of a spool. Undefined where there is no memory to be had like this, or its place is somebody else's. */
export function openRing(spool: string): string | undefined {
  try {
    mkdirSync(ringPath(spool), { mode: 0o700 });
  } catch {
    // It may be there from before; then it must be ours.
  }
  const ring = findRing(spool);
  if (ring) chmodSync(ring, 0o700);
  return ring;
}

/**
 * Moves what a ring holds to where it belongs, and the ring is gone. Answers where its segments begin. Throws when the
 * disk does not take all of it; then the ring is as it was.
 */
export function rescueRing(spool: string): number[] {
  const ring = findRing(spool);
  if (!ring) return [];
  const starts = listSegments(ring);
  const files = starts.flatMap((start) => [
    { from: marksPath(ring, start), to: marksPath(spool, start) },
    { from: segmentPath(ring, start), to: segmentPath(spool, start) },
  ]);
  const exit = { from: join(ring, EXIT_FILE), to: join(dirname(spool), EXIT_FILE) };
  copyAll(
    [...files, exit].filter(({ from }) => statSync(from, { throwIfNoEntry: false })),
    spool,
  );
  rmSync(ring, { recursive: true, force: true });
  return starts;
}

export function removeRing(spool: string): void {
  const ring = findRing(spool);
  if (ring) rmSync(ring, { recursive: true, force: true });
}

type Copy = { from: string; to: string };

function copyAll(copies: Copy[], spool: string): void {
  checkRoom(copies, spool);
  const draftOf = ({ to }: Copy) => `${to}.new`;
  try {
    for (const copy of copies) copyFileSync(copy.from, draftOf(copy));
    for (const copy of copies) renameSync(draftOf(copy), copy.to);
  } catch (error) {
    for (const copy of copies) rmSync(draftOf(copy), { force: true });
    throw error;
  }
}

function checkRoom(copies: Copy[], spool: string): void {
  const needed = copies.reduce((sum, { from }) => sum + statSync(from).size, SPARE_BYTES);
  const { bavail, bsize } = statfsSync(spool);
  if (bavail * bsize < needed) throw new Error('there is not room enough yet');
}
