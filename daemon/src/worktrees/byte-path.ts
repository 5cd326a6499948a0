import { join } from 'node:path';
import { bytesAsText } from '../projects/byte-path.ts';

/** A path below a repository's root as git tells it. Paths are bytes: here each character stands for one (latin1). */
export type BytePath = string;

/** What git tells with `-z`. */
export const zeroSeparated = (output: Buffer): string[] =>
  output.toString('latin1').split('\0').filter(Boolean);

/** What git tells of an entry: fields, a tab, its path. */
export function entryOf(record: string): { fields: string[]; path: BytePath } {
  const tab = record.indexOf('\t');
  return { fields: record.slice(0, tab).split(' '), path: record.slice(tab + 1) };
}

/** For git's standard input. */
export const asBytes = (text: string): Buffer => Buffer.from(text, 'latin1');

export const onDisk = (root: string, path: BytePath): Buffer =>
  Buffer.concat([Buffer.from(join(root, '/')), asBytes(path)]);

/** For people. */
export const shown = (path: BytePath): string => bytesAsText(asBytes(path));
