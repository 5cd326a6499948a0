import { lstat, mkdir, realpath } from 'node:fs/promises';
import { sep } from 'node:path';
import { type BytePath, onDisk } from './byte-path.ts';

/**
 * Makes the folders in which a file of `root` lies. False when something else than a folder stands in the way: a link
 * would lead the file somewhere else.
 */
export async function makeFoldersFor(root: string, path: BytePath): Promise<boolean> {
  const names = path.split('/').slice(0, -1);
  if (names.some((name) => name === '' || name === '.' || name === '..')) return false;
  for (let depth = 1; depth <= names.length; depth++) {
    const folder = onDisk(root, names.slice(0, depth).join('/'));
    const found = await lstat(folder).catch(() => undefined);
    if (!found) await mkdir(folder);
    else if (!found.isDirectory()) return false;
  }
  return true;
}

export const isInside = (folder: string, path: string): boolean =>
  path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);

/** A path resolved through all links; null for what is not there. */
export const resolved = (path: string): Promise<string | null> => realpath(path).catch(() => null);
