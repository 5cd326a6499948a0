import { crc32 } from 'node:zlib';

/** Bytes of a line as a terminal prints it, with carriage return and line feed. */
export const LINE_BYTES = 64;

/** A line that says where it stands, whose it is, and that it is whole; without its end. */
export function lineAt(offset: number, seed: number): string {
  const head = `${String(offset).padStart(16, '0')} ${hex(seed)}`;
  return `${head} ${hex(crc32(head))} `.padEnd(LINE_BYTES - 2, '.');
}

const hex = (value: number): string => value.toString(16).padStart(8, '0');
