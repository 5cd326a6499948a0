import { opendir, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, normalize, sep } from 'node:path';
import { DroverError } from '@drover/protocol';

/**
 * The directory that a session shall start in, resolved through all links. Throws `not_found`, `not_a_directory`, or
 * `path_outside_roots` when it does not lie in one of `roots` (resolved themselves).
 */
export async function resolveProjectDir(
  wanted: string,
  roots: readonly string[],
  home: string,
): Promise<string> {
  const path = expandHome(wanted, home);
  if (!isAbsolute(path)) {
    throw new DroverError(
      'path_outside_roots',
      `The project directory must be an absolute path, or begin with "~/".`,
    );
  }
  // What lies outside is not told apart by whether it exists.
  const resolved = await realpath(path).catch(() => undefined);
  if (!isInside(resolved ?? normalize(path), roots)) {
    throw new DroverError('path_outside_roots', `The project directory must lie in ${roots.join(' or ')}.`);
  }
  if (!resolved) throw new DroverError('not_found', 'There is no such directory on this host.');
  if (!(await stat(resolved)).isDirectory())
    throw new DroverError('not_a_directory', 'This is a file, not a directory.');
  if (!(await isReadable(resolved)))
    throw new DroverError('not_found', 'Drover may not read this directory; its owner must allow that.');
  return resolved;
}

/** Whether it can be listed and entered. */
async function isReadable(directory: string): Promise<boolean> {
  try {
    await (await opendir(directory)).close();
    await stat(join(directory, '.'));
    return true;
  } catch {
    return false;
  }
}

const expandHome = (path: string, home: string) =>
  path === '~' || path.startsWith('~/') ? join(home, path.slice(1)) : path;

const isInside = (path: string, roots: readonly string[]): boolean =>
  roots.some((root) => path === root || path.startsWith(root.endsWith(sep) ? root : root + sep));
