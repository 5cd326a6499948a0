import { statfsSync, statSync } from 'node:fs';

/** Size of a database, its write-ahead log included. */
export const databaseBytes = (file: string): number => sizeOf(file) + sizeOf(`${file}-wal`);

/** What the disk of this file has left. */
export function freeBytes(file: string): number {
  const { bavail, bsize } = statfsSync(file);
  return bavail * bsize;
}

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
