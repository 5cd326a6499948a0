import { lstat } from 'node:fs/promises';
import { basename } from 'node:path';
import { git } from '../git/index.ts';
import { type BytePath, entryOf, onDisk, zeroSeparated } from './byte-path.ts';
import { differences } from './differences.ts';
import { dropRescue, type RescueNote, rescueAt, rescueRef, rescuesOf, type StoredRescue } from './rescue.ts';
import type { Holdings } from './risks.ts';
import { LISTING, SUBMODULE, type TreeState } from './tree-state.ts';
import { TreeWriter } from './tree-writer.ts';

/** The trees of a working tree and its index, and commits that keep what is in conflict. */
export type SavedTrees = { files: string; index: string; stages: string | null };

/** Writes all that a worktree holds into its repository, under a ref of Drover's. The worktree stays as it is. */
export async function saveWorktree(root: string, holdings: Holdings): Promise<StoredRescue> {
  const { tree, operation } = holdings;
  const { head, paths } = kept(holdings);
  const trees = await saveTrees(root, head, { paths, links: tree.links });
  await using writer = await TreeWriter.at(root, head);
  const index = await writer.commit(trees.index, [head], 'The index of a worktree that Drover saved');
  const stages = trees.stages && (await writer.commit(trees.stages, [], 'Files in conflict'));
  const note: RescueNote = {
    version: 1,
    branch: tree.branch,
    folder: basename(root),
    changedFiles: tree.changed.length + tree.unknown.length,
    ignoredFiles: holdings.ignored.own.length,
    ...{ head, index, stages },
    intended: tree.intended,
    modes: await unusualModes(root, paths),
    operation: operation.files,
  };
  const parents = [head, index, ...(stages ? [stages] : []), ...operation.commits];
  const commit = await writer.commit(trees.files, [...new Set(parents)], messageOf(note));
  const rescue = await keepUnderRef(root, note, commit);
  try {
    await expectWhole(root, rescue, [head, ...operation.commits]);
  } catch (error) {
    await dropRescue(root, rescue);
    throw error;
  }
  return rescue;
}

/**
 * Throws when something of it is missing: until its ref was there, a `git gc` of somebody else could take it away. Not
 * looked at is what `known` commits have, which other refs keep.
 */
export async function expectWhole(
  root: string,
  { commit }: Pick<StoredRescue, 'commit'>,
  known: readonly string[],
): Promise<void> {
  await git(root, ['rev-list', '--objects', '--quiet', commit, '--not', ...known, '--'], LISTING);
}

/** The files of a worktree that are not as its head has them. */
function kept({ tree, ignored }: Pick<Holdings, 'tree' | 'ignored'>): { head: string; paths: BytePath[] } {
  if (tree.head === null) throw new Error('there is no commit yet');
  return { head: tree.head, paths: [...tree.changed, ...tree.unknown, ...ignored.files] };
}

/** The trees of a worktree as it is now. `paths`: all that is not as its head has it, those of `links` among it. */
export async function saveTrees(
  root: string,
  head: string,
  { paths, links }: { paths: readonly BytePath[]; links: TreeState['links'] },
): Promise<SavedTrees> {
  await using writer = await TreeWriter.at(root, head);
  const staged = await differences(root, ['diff-index', '--cached', head]);
  const conflicts = await conflictEntries(root);
  const inConflict = new Set(conflicts.map(({ path }) => path));
  const index = await writer.changedTree(staged.filter(({ path }) => !inConflict.has(path)));
  const submodules = new Set(links.map(({ path }) => path));
  const stored = await writer.store(paths.filter((path) => !submodules.has(path)));
  const files = await writer.changedTree([...stored, ...links.map((link) => ({ mode: SUBMODULE, ...link }))]);
  const staging = conflicts.map(({ mode, id, stage, path }) => ({ mode, id, path: `${stage}/${path}` }));
  return { files, index, stages: staging.length > 0 ? await writer.newTree(staging) : null };
}

/** What the index has of files in conflict: up to three versions of each. */
async function conflictEntries(root: string) {
  const { stdout } = await git(root, ['ls-files', '--unmerged', '-z'], LISTING);
  return zeroSeparated(stdout).map((record) => {
    const { fields, path } = entryOf(record);
    const [mode = '', id = '', stage = ''] = fields;
    return { mode, id, stage, path };
  });
}

/** Permissions that git forgets, such as those of a file with a secret. */
async function unusualModes(root: string, paths: readonly BytePath[]): Promise<RescueNote['modes']> {
  const found = await Promise.all(
    paths.map(async (path) => ({ path, stats: await lstat(onDisk(root, path)).catch(() => undefined) })),
  );
  return Object.fromEntries(
    found.flatMap(({ path, stats }) => {
      const mode = stats?.isFile() ? stats.mode & 0o777 : 0o644;
      return USUAL_MODES.has(mode) ? [] : [[path, mode]];
    }),
  );
}

const USUAL_MODES = new Set([0o644, 0o755]);

const messageOf = (note: RescueNote): string =>
  `A worktree that Drover saved${note.branch === null ? '' : `: ${note.branch}`}\n\n${JSON.stringify(note)}\n`;

async function keepUnderRef(root: string, note: RescueNote, commit: string): Promise<StoredRescue> {
  const taken = new Set((await rescuesOf(root)).map(({ ref }) => ref));
  const ref = rescueRef(note.branch, Date.now(), taken);
  const none = ''; // the ref must not be there yet
  await git(root, ['-c', 'core.fsync=all', 'update-ref', '--no-deref', ref, commit, none]);
  return rescueAt(root, ref);
}
