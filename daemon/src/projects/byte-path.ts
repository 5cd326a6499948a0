import { isUtf8 } from 'node:buffer';
import { sep } from 'node:path';
import { printable } from '@drover/protocol';

const SEPARATOR = Buffer.from(sep);

export const joined = (folder: Buffer, name: Buffer): Buffer => Buffer.concat([folder, SEPARATOR, name]);

export const isText = isUtf8;

/** For people: control characters, and bytes that are no text, appear as `\\x1b`. */
export const bytesAsText = (bytes: Buffer): string =>
  isText(bytes)
    ? printable(bytes.toString())
    : printable(bytes.toString('latin1')).replace(
        /[\x80-\xff]/g,
        (char) => `\\x${char.charCodeAt(0).toString(16)}`,
      );

/** The path of a folder from its root on; of the root itself its own name. */
export function nameBelow(root: Buffer, path: Buffer): Buffer {
  if (path.length > root.length) return path.subarray(root.length + (root.at(-1) === SEPARATOR[0] ? 0 : 1));
  const name = root.subarray(root.lastIndexOf(SEPARATOR) + 1);
  return name.length > 0 ? name : root;
}
