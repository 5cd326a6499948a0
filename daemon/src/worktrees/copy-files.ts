import { chmod, constants, copyFile, lstat } from 'node:fs/promises';
import { DroverError } from '@drover/protocol';
import { git } from '../git/index.ts';
import { type BytePath, onDisk, zeroSeparated } from './byte-path.ts';
import { makeFoldersFor } from './safe-folders.ts';
import { LISTING } from './tree-state.ts';

const MAX_FILES = 1_000;
const MAX_BYTES = 64 * 1024 * 1024;

/**
 * Copies files of a checkout that git ignores into a fresh worktree, with their permissions. Links are left out,
 * and so is what would overwrite a file, or come to lie outside of the worktree. Throws `worktree_failed` when it is too much.
 */
export async function copyFiles(from: string, to: string, patterns: readonly string[]): Promise<void> {
  if (patterns.length === 0) return;
  let room = MAX_BYTES;
  const paths = await ignored(from, patterns);
  if (paths.length > MAX_FILES) throw tooMuch();
  for (const path of paths) {
    const stats = await lstat(onDisk(from, path));
    if (!stats.isFile()) continue;
    room -= stats.size;
    if (room < 0) throw tooMuch();
    if (await makeFoldersFor(to, path)) await copy(onDisk(from, path), onDisk(to, path), stats.mode);
  }
}

/** Git finds them: it enters no links and no other repositories, and never `.git`. */
async function ignored(root: string, patterns: readonly string[]): Promise<BytePath[]> {
  const specs = patterns.map((pattern) => `:(top,glob)${pattern}`);
  const args = ['ls-files', '--others', '--ignored', '--exclude-standard', '-z', '--', ...specs];
  const { stdout } = await git(root, args, {
    ...LISTING,
    env: { GIT_LITERAL_PATHSPECS: '0' },
  });
  return zeroSeparated(stdout);
}

async function copy(from: Buffer, to: Buffer, mode: number): Promise<void> {
  try {
    await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
    await chmod(to, mode & 0o777);
  } catch (error) {
    const isThere = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    if (!isThere) throw error;
  }
}

const tooMuch = () =>
  new DroverError(
    'worktree_failed',
    'The .drover.yaml of this project asks for more than 1,000 files, or 64 MiB, to be copied into each worktree; let it name fewer.',
  );
