import { isUtf8 } from 'node:buffer';
import { lstat } from 'node:fs/promises';
import { git } from '../git/index.ts';
import { asBytes, type BytePath, entryOf, onDisk, zeroSeparated } from './byte-path.ts';

/** How a working tree differs from its head. */
export type TreeState = {
  /** Null before the first commit. */
  head: string | null;
  /** Null when its head is detached. */
  branch: string | null;
  /** Tracked files that differ, in the index or on the disk. */
  changed: BytePath[];
  /** Files that git does not know. */
  unknown: BytePath[];
  /** Of those changed, which are there by `git add --intent-to-add` alone. */
  intended: BytePath[];
  /** Of those changed, which are submodules, and the commit of each in the index. */
  links: { path: BytePath; id: string }[];
  /** Other repositories in it that hold what nothing else has: submodules, and those that git does not know. */
  repositories: BytePath[];
};

/** For lists of files: of a few hundred thousand. */
export const LISTING = { maxBytes: 128 * 1024 * 1024, timeoutMs: 60_000 };

export async function treeState(root: string): Promise<TreeState> {
  const args = ['status', '--porcelain=v2', '--branch', '-z', '--untracked-files=all', '--no-renames'];
  const records = zeroSeparated((await git(root, args, LISTING)).stdout);
  const state: TreeState = {
    head: null,
    branch: null,
    changed: [],
    unknown: [],
    intended: [],
    links: [],
    repositories: [],
  };
  for (const record of records) note(state, record);
  const special = await specialEntries(root);
  state.repositories.push(...(await submodulesAtRisk(root, special)));
  if (state.head !== null) state.repositories.push(...(await coveredRepositories(root, state.head)));
  const seen = new Set(state.changed);
  state.changed.push(...(await hiddenFiles(root, special)).filter((path) => !seen.has(path)));
  return state;
}

/** Fields of a record before its path (git-status, porcelain format version 2). */
const FIELDS: Readonly<Record<string, number>> = { '1': 8, u: 10 };

function note(state: TreeState, record: string): void {
  const [kind = '', key = '', value = ''] = record.split(' ', 3);
  if (kind === '#') {
    if (key === 'branch.oid') state.head = value === '(initial)' ? null : value;
    else if (key === 'branch.head') state.branch = branchName(record);
  } else if (kind === '?') {
    const path = record.slice(2);
    if (path.endsWith('/')) state.repositories.push(path);
    else state.unknown.push(path);
  } else {
    const path = afterFields(record, FIELDS[kind] ?? 0);
    state.changed.push(path);
    if (key === '.A') state.intended.push(path);
    const [, , , , , mode, , id = ''] = record.split(' ', 8);
    if (kind === '1' && mode === SUBMODULE) state.links.push({ path, id });
  }
}

function branchName(record: string): string | null {
  const name = Buffer.from(record.slice('# branch.head '.length), 'latin1').toString();
  return name === '(detached)' ? null : name;
}

function afterFields(record: string, count: number): string {
  let at = 0;
  for (let field = 0; field < count; field++) at = record.indexOf(' ', at) + 1;
  return record.slice(at);
}

/** Those that are checked out, and not just as they could be had again. */
async function submodulesAtRisk(root: string, entries: IndexEntry[]): Promise<BytePath[]> {
  const links = entries.filter(({ mode }) => mode === SUBMODULE);
  const there = await those(links, ({ path }) => isThere(root, `${path}/.git`));
  const atRisk = await those(there, async (entry) => !(await isAsRecorded(root, entry).catch(() => false)));
  return atRisk.map(({ path }) => path);
}

/** Those in folders of which the head has files: git passes over them without a word. */
async function coveredRepositories(root: string, head: string): Promise<BytePath[]> {
  const { stdout } = await git(root, ['ls-tree', '-r', '-d', '-z', head], LISTING);
  const folders = zeroSeparated(stdout)
    .map(entryOf)
    .filter(({ fields: [, type] }) => type === 'tree');
  const found = await those(folders, ({ path }) => isThere(root, `${path}/.git`));
  return found.map(({ path }) => `${path}/`);
}

/** The mode of a submodule in an index. */
export const SUBMODULE = '160000';

/** Clean, at the commit that the index names, with nothing that no remote has. */
async function isAsRecorded(root: string, { path, id }: IndexEntry): Promise<boolean> {
  const folder = onDisk(root, path);
  if (!isUtf8(folder)) return false;
  const { head, changed, unknown, repositories } = await treeState(folder.toString());
  if (head !== id || changed.length + unknown.length + repositories.length > 0) return false;
  const args = ['rev-list', '--count', 'HEAD', '--branches', '--glob=refs/stash', '--not', '--remotes'];
  return Number((await git(folder.toString(), args)).stdout.toString()) === 0;
}

/** Files whose changes git was told not to see (`--assume-unchanged`, `--skip-worktree`), and that have some. */
async function hiddenFiles(root: string, entries: IndexEntry[]): Promise<BytePath[]> {
  const flagged = entries.filter(({ tag, mode }) => HIDDEN.test(tag) && mode !== SUBMODULE);
  const there = await those(flagged, ({ path }) => isThere(root, path));
  if (there.length === 0) return [];
  const input = asBytes(there.map(({ path }) => `${quoted(path)}\n`).join(''));
  const { stdout } = await git(root, ['hash-object', '--no-filters', '--stdin-paths'], { input, ...LISTING });
  const ids = stdout.toString().split('\n');
  return there.filter(({ id }, index) => ids[index] !== id).map(({ path }) => path);
}

/** Tags of `git ls-files -v`: in lower case for what is assumed unchanged, `S` for what is not checked out. */
const HIDDEN = /^[a-zS]$/;

async function those<T>(all: T[], holds: (one: T) => Promise<boolean>): Promise<T[]> {
  const verdicts = await Promise.all(all.map(holds));
  return all.filter((_, index) => verdicts[index]);
}

type IndexEntry = { tag: string; mode: string; id: string; path: BytePath };

/** The entries of the index that are a submodule, or of which git was told something. */
async function specialEntries(root: string): Promise<IndexEntry[]> {
  const { stdout } = await git(root, ['ls-files', '--stage', '-v', '-z'], LISTING);
  const entries: IndexEntry[] = [];
  // Not split at once: it may be long, and nearly all of it is of no interest.
  for (let from = 0; from < stdout.length; ) {
    const to = stdout.indexOf(0, from);
    const isPlain = stdout[from] === PLAIN_TAG && stdout[from + SECOND_DIGIT] !== OF_SUBMODULES;
    if (!isPlain) entries.push(indexEntry(stdout.toString('latin1', from, to)));
    from = to + 1;
  }
  return entries;
}

/** Of `H 100644 …`, or `H 160000 …` of a submodule. */
const PLAIN_TAG = 'H'.charCodeAt(0);
const SECOND_DIGIT = 3;
const OF_SUBMODULES = '6'.charCodeAt(0);

function indexEntry(record: string): IndexEntry {
  const { fields, path } = entryOf(record);
  const [tag = '', mode = '', id = ''] = fields;
  return { tag, mode, id, path };
}

/** As git reads paths that stand on a line each. */
export const quoted = (path: BytePath): string =>
  `"${path.replace(/[^ !#-[\]-~]/g, (char) => `\\${char.charCodeAt(0).toString(8).padStart(3, '0')}`)}"`;

const isThere = (root: string, path: BytePath): Promise<boolean> =>
  lstat(onDisk(root, path)).then(
    () => true,
    () => false,
  );
