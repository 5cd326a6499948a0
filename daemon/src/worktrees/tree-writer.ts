import { lstat, mkdtemp, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DroverError } from '@drover/protocol';
import { git } from '../git/index.ts';
import { asBytes, type BytePath, onDisk } from './byte-path.ts';
import { LISTING, quoted } from './tree-state.ts';

/** An entry of an index or a tree. */
export type TreeEntry = { mode: string; id: string; path: BytePath };

/** What is removed from an index stands there with mode 0, and an id of zeros of the usual length. */
export const removal = (path: BytePath, like: string): TreeEntry => ({
  mode: REMOVED,
  id: '0'.repeat(like.length),
  path,
});
const REMOVED = '0';

/** What Drover saves; a worktree with more is not removed without its name being typed. */
const MAX_FILES = 50_000;
const MAX_TOTAL_BYTES = 4 * 1024 ** 3;
/** To write down what a worktree holds. */
const TIMEOUT_MS = 10 * 60_000;

/** All that is written must outlive a power failure, as the files themselves go. */
const DURABLE = ['-c', 'core.fsync=all'];

/** Writes trees beside a worktree's own index, with its bytes as they lie there: no filter, no hook. */
export class TreeWriter implements AsyncDisposable {
  readonly #root: string;
  /** A commit. */
  readonly #head: string;
  readonly #folder: string;

  private constructor(root: string, head: string, folder: string) {
    this.#root = root;
    this.#head = head;
    this.#folder = folder;
  }

  static async at(root: string, head: string): Promise<TreeWriter> {
    return new TreeWriter(root, head, await mkdtemp(join(tmpdir(), 'drover-rescue-')));
  }

  /** The head's tree, changed by these entries. */
  changedTree = (entries: readonly TreeEntry[]): Promise<string> =>
    this.#tree(['read-tree', this.#head], entries);

  /** A tree of these entries alone. */
  newTree = (entries: readonly TreeEntry[]): Promise<string> => this.#tree(['read-tree', '--empty'], entries);

  async commit(tree: string, parents: readonly string[], message: string): Promise<string> {
    const args = [...DURABLE, 'commit-tree', tree, ...parents.flatMap((parent) => ['-p', parent])];
    const { stdout } = await git(this.#root, args, { input: message, env: IDENTITY });
    return stdout.toString().trim();
  }

  /** The files of these paths as they are on the disk; one that is not there is an entry that removes it. */
  async store(paths: readonly BytePath[]): Promise<TreeEntry[]> {
    const found = await Promise.all(paths.map((path) => this.#look(path)));
    const stored = found.filter((file) => file.mode !== REMOVED);
    const bytes = stored.reduce((sum, { size }) => sum + size, 0);
    if (stored.length > MAX_FILES || bytes > MAX_TOTAL_BYTES) {
      throw new DroverError(
        'worktree_at_risk',
        'This worktree has more changed files than Drover can save (50,000 files, 4 GiB); commit them, or move them away.',
      );
    }
    const links = await this.#linkFiles(stored.filter(({ mode }) => mode === LINK));
    const input = stored.map(({ path }) => `${quoted(links.get(path) ?? path)}\n`).join('');
    const args = [...DURABLE, 'hash-object', '-w', '--no-filters', '--stdin-paths'];
    const { stdout } = await git(this.#root, args, { ...LISTING, input, timeoutMs: TIMEOUT_MS });
    const ids = stdout.toString().split('\n');
    const removed = found.filter(({ mode }) => mode === REMOVED);
    return [
      ...removed.map(({ path }) => removal(path, this.#head)),
      ...stored.map(({ mode, path }, index) => ({ mode, id: ids[index] ?? '', path })),
    ];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #tree(begin: string[], entries: readonly TreeEntry[]): Promise<string> {
    const env = { GIT_INDEX_FILE: join(this.#folder, 'index') };
    await git(this.#root, begin, { env, ...LISTING });
    await addToIndex(this.#root, entries, env);
    const { stdout } = await git(this.#root, [...DURABLE, 'write-tree'], { env, ...LISTING });
    return stdout.toString().trim();
  }

  async #look(path: BytePath): Promise<{ path: BytePath; mode: string; size: number }> {
    const stats = await lstat(onDisk(this.#root, path)).catch(() => undefined);
    if (stats?.isSymbolicLink()) return { path, mode: LINK, size: stats.size };
    if (!stats?.isFile()) return { path, mode: REMOVED, size: 0 };
    return { path, mode: stats.mode & 0o100 ? '100755' : '100644', size: stats.size };
  }

  /** Files that hold where links lead to: git would read what the links lead to instead. */
  async #linkFiles(links: readonly { path: BytePath }[]): Promise<Map<BytePath, BytePath>> {
    const files = new Map<BytePath, BytePath>();
    for (const [index, { path }] of links.entries()) {
      const file = join(this.#folder, `link-${index}`);
      await writeFile(file, await readlink(onDisk(this.#root, path), { encoding: 'buffer' }));
      files.set(path, Buffer.from(file).toString('latin1'));
    }
    return files;
  }
}

const LINK = '120000';

const IDENTITY = {
  GIT_AUTHOR_NAME: 'Drover',
  GIT_AUTHOR_EMAIL: 'drover@localhost',
  GIT_COMMITTER_NAME: 'Drover',
  GIT_COMMITTER_EMAIL: 'drover@localhost',
};

/** Changes an index by entries: those with mode 0 are removed, first, as a file may stand where a folder was. */
export async function addToIndex(
  root: string,
  entries: readonly (TreeEntry & { stage?: string })[],
  env: Record<string, string> = {},
): Promise<void> {
  const removed = entries.filter(({ mode }) => Number(mode) === 0);
  const added = entries.filter(({ mode }) => Number(mode) !== 0);
  const lines = [...removed, ...added].map(
    ({ mode, id, stage = '0', path }) => `${mode} ${id} ${stage}\t${path}\0`,
  );
  if (lines.length === 0) return;
  await git(root, ['update-index', '-z', '--index-info'], {
    ...LISTING,
    input: asBytes(lines.join('')),
    env,
  });
}
