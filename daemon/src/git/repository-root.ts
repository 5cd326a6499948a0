import { lstat, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { noRepository } from './errors.ts';

/** The nearest folder with a `.git` in it, at or above a directory, resolved through all links. Throws `not_a_repository`. */
export async function repositoryRoot(directory: string): Promise<string> {
  const start = await realpath(directory).catch(() => {
    throw noRepository();
  });
  for (let folder = start; ; folder = dirname(folder)) {
    if (await exists(join(folder, '.git'))) return folder;
    if (folder === dirname(folder)) throw noRepository();
  }
}

const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );
