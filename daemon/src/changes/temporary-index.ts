import { constants, copyFile, lstat, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type GitOptions, git, repositoryRoot } from '../git/index.ts';

export type TemporaryIndex = {
  env: { GIT_INDEX_FILE: string };
  /** Whether there were more new files than were added. */
  isCut: boolean;
};

/**
 * Lets `act` look at a working tree through an index of its own that knows the files, too, that the repository's own does
 * not. Nothing is written into the repository: an entry of a new file is empty, so git reads the file itself.
 */
export async function withNewFiles<T>(
  directory: string,
  maxFiles: number,
  options: GitOptions,
  act: (index: TemporaryIndex) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'drover-index-'));
  try {
    const env = { GIT_INDEX_FILE: join(folder, 'index') };
    await copyIndex(directory, env.GIT_INDEX_FILE, options);
    const isCut = await addNewFiles(directory, maxFiles, { ...options, env });
    return await act({ env, isCut });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Without one, git takes it for empty. */
async function copyIndex(directory: string, to: string, options: GitOptions): Promise<void> {
  const { stdout } = await git(directory, ['rev-parse', '--git-path', 'index'], options);
  const index = resolve(await repositoryRoot(directory), stdout.toString().replace(/\n$/, ''));
  const found = await lstat(index).catch(() => null);
  if (found?.isFile()) await copyFile(index, to, constants.COPYFILE_FICLONE);
}

/** Of the list of new files, of which some may be left out. */
const MAX_LIST_BYTES = 8 * 1024 * 1024;

const ZERO = Buffer.from([0]);
const SLASH = '/'.charCodeAt(0);

/** Returns whether there were more. Other repositories in it, which git tells with a slash at the end, are left out. */
async function addNewFiles(directory: string, maxFiles: number, options: GitOptions): Promise<boolean> {
  const list = ['ls-files', '--others', '--exclude-standard', '-z'];
  const limits = { maxBytes: MAX_LIST_BYTES, cut: true };
  const { stdout, isCut } = await git(directory, list, { ...options, ...limits });
  const paths: Buffer[] = [];
  let from = 0;
  for (let to = stdout.indexOf(0); to >= 0 && paths.length < maxFiles; to = stdout.indexOf(0, from)) {
    if (stdout[to - 1] !== SLASH) paths.push(stdout.subarray(from, to));
    from = to + 1;
  }
  if (paths.length === 0) return isCut;
  const empty = await git(directory, ['hash-object', '--stdin', '--no-filters'], options);
  const entry = Buffer.from(`100644 ${empty.stdout.toString().trim()} 0\t`);
  const input = Buffer.concat(paths.flatMap((path) => [entry, path, ZERO]));
  await git(directory, ['update-index', '--replace', '-z', '--index-info'], { ...options, input });
  return isCut || from < stdout.length;
}
