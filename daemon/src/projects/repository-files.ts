import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { joined } from './byte-path.ts';

/** Of a file that names a branch or a folder: git writes a line. */
const MAX_GIT_FILE_BYTES = 8_192;

export const DOT_GIT = Buffer.from('.git');

/** What moves with commits and checkouts. */
const USED = ['HEAD', 'index', 'logs/HEAD'];

/** What the files in `.git` say without running git. */
export type RepositoryFiles = {
  /** Null when its head is detached. */
  branch: string | null;
  /** Of its last commit or checkout, in milliseconds since 1970. */
  usedAt: number | null;
};

export async function readRepositoryFiles(repository: Buffer): Promise<RepositoryFiles> {
  const folder = await gitDir(repository);
  const [head, times] = await Promise.all([
    readSmall(joined(folder, Buffer.from('HEAD'))),
    Promise.all(USED.map((name) => changedAt(joined(folder, Buffer.from(name))))),
  ]);
  return {
    branch: /^ref: refs\/heads\/(.{1,255})$/m.exec(head)?.[1] ?? null,
    usedAt: Math.max(...times) || null,
  };
}

/** `.git`, or what it points at in a worktree or submodule. */
export async function gitDir(repository: Buffer): Promise<Buffer> {
  const dotGit = joined(repository, DOT_GIT);
  const pointer = await readSmall(dotGit);
  const target = /^gitdir: (.+)$/m.exec(pointer)?.[1];
  return target ? Buffer.from(resolve(repository.toString(), target)) : dotGit;
}

/** Empty for what is no file or far too large: a pipe would not be read to its end before somebody writes into it. */
export async function readSmall(file: Buffer): Promise<string> {
  try {
    const found = await stat(file);
    return found.isFile() && found.size <= MAX_GIT_FILE_BYTES ? await readFile(file, 'utf8') : '';
  } catch {
    return '';
  }
}

const changedAt = (file: Buffer): Promise<number> =>
  stat(file).then(
    ({ mtimeMs }) => Math.max(0, Math.floor(mtimeMs)),
    () => 0,
  );
