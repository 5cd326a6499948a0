import type { Stats } from 'node:fs';
import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { git } from '../git/index.ts';
import { type BytePath, onDisk, zeroSeparated } from './byte-path.ts';
import { LISTING } from './tree-state.ts';

/** Folders that tools fill and fill again; what git ignores there goes with a worktree, and nobody is asked. */
const MADE_AGAIN = new Set([
  '.cache',
  '.gradle',
  '.mypy_cache',
  '.next',
  '.nuxt',
  '.parcel-cache',
  '.pytest_cache',
  '.ruff_cache',
  '.svelte-kit',
  '.tox',
  '.turbo',
  '.venv',
  '__pycache__',
  'bower_components',
  'build',
  'coverage',
  'dist',
  'node_modules',
  'out',
  'target',
  'vendor',
  'venv',
]);

/** What is kept of files that git ignores; a worktree with more is not removed without its name being typed. */
const MAX_FILES = 2_000;
const MAX_FILE_BYTES = 16 * 1024 * 1024;
const MAX_TOTAL_BYTES = 64 * 1024 * 1024;
/** Looked at in all. */
const MAX_ENTRIES = 20_000;

export type IgnoredFiles = {
  /** Such as `.env`. */
  files: BytePath[];
  /** Those of them that the project's own checkout has not, or not the very same. */
  own: BytePath[];
  /** What cannot be kept, in words. */
  beyond: string | null;
};

/** The ignored files of a worktree that nothing makes again. `checkout`: where the very same may lie; null for none. */
export async function ignoredFiles(root: string, checkout: string | null): Promise<IgnoredFiles> {
  const args = ['ls-files', '--others', '--ignored', '--exclude-standard', '--directory', '-z'];
  const listed = zeroSeparated((await git(root, args, LISTING)).stdout);
  const seen = new Set<BytePath>();
  const found: IgnoredFiles = { files: [], own: [], beyond: null };
  const beyond = (words: string): IgnoredFiles => ({ ...found, beyond: words });
  const waiting = listed.map((path) => path.replace(/\/$/, ''));
  let bytes = 0;
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const [name = '', ...folders] = path.split('/').reverse();
    if (seen.has(path) || folders.some((folder) => MADE_AGAIN.has(folder))) continue;
    seen.add(path);
    if (seen.size > MAX_ENTRIES) return beyond('more ignored files than can be looked at');
    const stats = await lstat(onDisk(root, path)).catch(() => undefined);
    if (MADE_AGAIN.has(name) && !stats?.isFile()) continue; // or a link to such a folder
    if (stats?.isDirectory()) {
      const names = await readdir(onDisk(root, path), { encoding: 'buffer' });
      if (names.some((each) => each.toString() === '.git')) {
        return beyond('another repository, in a folder that git ignores');
      }
      waiting.push(...names.map((each) => `${path}/${each.toString('latin1')}`));
    } else if (stats && isContent(stats)) {
      found.files.push(path);
      if (!(await isSame(root, checkout, path, stats))) found.own.push(path);
      bytes += stats.size;
      if (stats.size > MAX_FILE_BYTES || bytes > MAX_TOTAL_BYTES || found.files.length > MAX_FILES) {
        return beyond('ignored files that are too large, or too many, to be saved');
      }
    }
  }
  return { ...found, own: found.own.sort() };
}

const isContent = (stats: Stats): boolean => stats.isFile() || stats.isSymbolicLink();

async function isSame(root: string, checkout: string | null, path: BytePath, stats: Stats): Promise<boolean> {
  if (checkout === null) return false;
  const other = await lstat(onDisk(checkout, path)).catch(() => undefined);
  if (!other || other.mode !== stats.mode || other.size !== stats.size) return false;
  if (stats.size > MAX_FILE_BYTES) return false;
  const read = stats.isFile() ? readFile : (link: Buffer) => readlink(link, { encoding: 'buffer' });
  const [mine, theirs] = await Promise.all([read(onDisk(root, path)), read(onDisk(checkout, path))]);
  return mine.equals(theirs);
}
