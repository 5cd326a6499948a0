import { chmod, lstat, rm, rmdir, symlink, writeFile } from 'node:fs/promises';
import { DroverError } from '@drover/protocol';
import { git } from '../git/index.ts';
import { asBytes, type BytePath, entryOf, onDisk, zeroSeparated } from './byte-path.ts';
import { differences } from './differences.ts';
import { ignoredFiles } from './ignored-files.ts';
import { bringBack } from './operation.ts';
import { repositoryAt } from './repository.ts';
import type { StoredRescue } from './rescue.ts';
import { makeFoldersFor } from './safe-folders.ts';
import { saveTrees } from './save.ts';
import { LISTING, SUBMODULE, treeState } from './tree-state.ts';
import { addToIndex, removal, type TreeEntry } from './tree-writer.ts';

/** Brings a worktree, in which the saved head is checked out, to the state that was saved. Throws when it is not that. */
export async function bringTo(root: string, { commit, note }: StoredRescue): Promise<void> {
  const { head } = note;
  await writeFiles(root, await differences(root, ['diff-tree', head, commit]));
  for (const [path, mode] of Object.entries(note.modes)) await changeMode(root, path, mode);
  await addToIndex(root, await differences(root, ['diff-tree', head, note.index]));
  if (note.stages !== null) await addConflicts(root, note.stages);
  if (note.intended.length > 0) await addIntended(root, note);
  await git(root, ['update-index', '-q', '--refresh'], { ...LISTING, codes: [1] });
  const { gitDir } = await repositoryAt(root);
  await bringBack(gitDir, note.operation);
  await expectSame(root, commit, note);
}

async function writeFiles(root: string, entries: readonly TreeEntry[]): Promise<void> {
  const isRemoved = ({ mode }: TreeEntry) => Number(mode) === 0;
  for (const { path } of entries.filter(isRemoved)) await removeFile(root, path);
  for (const entry of entries.filter((each) => !isRemoved(each))) await writeEntry(root, entry);
}

/** And the folders that are empty without it, as git does. */
async function removeFile(root: string, path: BytePath): Promise<void> {
  await rm(onDisk(root, path), { force: true });
  const names = path.split('/').slice(0, -1);
  for (; names.length > 0; names.pop()) {
    const isGone = await rmdir(onDisk(root, names.join('/'))).then(
      () => true,
      () => false,
    );
    if (!isGone) return;
  }
}

const MAX_FILE_BYTES = 2 * 1024 ** 3;
const FILE_TIMEOUT_MS = 120_000;

async function writeEntry(root: string, { mode, id, path }: TreeEntry): Promise<void> {
  if (mode === SUBMODULE) return; // its files are those of another repository
  if (!(await makeFoldersFor(root, path))) throw incomplete();
  const limits = { maxBytes: MAX_FILE_BYTES, timeoutMs: FILE_TIMEOUT_MS };
  const { stdout } = await git(root, ['cat-file', 'blob', id], limits);
  const file = onDisk(root, path);
  await rm(file, { force: true });
  if (mode === '120000') await symlink(stdout, file);
  else await writeFile(file, stdout, { flag: 'wx', mode: mode === '100755' ? 0o777 : 0o666 });
}

/** Of a file within: a note that somebody else wrote could name another, or a link to one. */
async function changeMode(root: string, path: BytePath, mode: number): Promise<void> {
  const isWithin = await makeFoldersFor(root, path);
  if (!isWithin || !(await lstat(onDisk(root, path))).isFile()) throw incomplete();
  await chmod(onDisk(root, path), mode);
}

async function addConflicts(root: string, stages: string): Promise<void> {
  const { stdout } = await git(root, ['ls-tree', '-r', '-z', stages], LISTING);
  const entries = zeroSeparated(stdout).map((record) => {
    const { fields, path } = entryOf(record);
    const [mode = '', , id = ''] = fields;
    return { mode, id, stage: path.slice(0, 1), path: path.slice(2) };
  });
  const whole = entries.map(({ id, path }) => removal(path, id));
  await addToIndex(root, [...whole, ...entries]);
}

async function addIntended(root: string, { intended: paths, head }: StoredRescue['note']): Promise<void> {
  // They may be in the index as empty files by now.
  await addToIndex(
    root,
    paths.map((path) => removal(path, head)),
  );
  const args = ['add', '--intent-to-add', '--force', '--pathspec-from-file=-', '--pathspec-file-nul'];
  await git(root, args, { ...LISTING, input: asBytes(paths.map((path) => `${path}\0`).join('')) });
}

/** Saves it once more, and compares. */
async function expectSame(root: string, commit: string, note: StoredRescue['note']): Promise<void> {
  const { changed, unknown, links } = await treeState(root);
  const ignored = (await ignoredFiles(root, null)).files;
  const now = await saveTrees(root, note.head, { paths: [...changed, ...unknown, ...ignored], links });
  const isSame =
    now.files === (await treeOf(root, commit)) &&
    now.index === (await treeOf(root, note.index)) &&
    now.stages === (note.stages === null ? null : await treeOf(root, note.stages));
  if (!isSame) throw incomplete();
}

async function treeOf(root: string, commit: string): Promise<string> {
  const { stdout } = await git(root, ['rev-parse', '--verify', '--end-of-options', `${commit}^{tree}`]);
  return stdout.toString().trim();
}

const incomplete = () =>
  new DroverError(
    'worktree_failed',
    'The worktree could not be brought back exactly as it was, so it stays saved as it is.',
  );
