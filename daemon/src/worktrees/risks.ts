import { lstat } from 'node:fs/promises';
import { DroverError } from '@drover/protocol';
import { type BytePath, onDisk, shown } from './byte-path.ts';
import { differences } from './differences.ts';
import { type IgnoredFiles, ignoredFiles } from './ignored-files.ts';
import { type Operation, operationIn } from './operation.ts';
import { repositoryAt, unmergedCommits, worktreesOf } from './repository.ts';
import { type TreeState, treeState } from './tree-state.ts';

/** All that would be lost with a worktree. */
export type Holdings = {
  tree: TreeState;
  unmerged: number;
  ignored: IgnoredFiles;
  operation: Operation;
  /** Why git keeps it, if somebody locked it. */
  locked: string | null;
};

export type HoldingsOptions = {
  /** The project's own; null for none. */
  checkout: string | null;
  /** The branch that goes with the worktree, if it is that which is checked out there. */
  ownBranch: string | null;
};

/** What a worktree holds. */
export async function holdingsOf(path: string, { checkout, ownBranch }: HoldingsOptions): Promise<Holdings> {
  const { gitDir } = await repositoryAt(path);
  const tree = await treeState(path);
  const staysInBranch = tree.branch !== null && tree.branch !== ownBranch;
  const isSafe = staysInBranch || tree.head === null;
  const unmerged = isSafe ? 0 : await unmergedCommits(path, tree.head ?? 'HEAD', tree.branch);
  const ignored = await ignoredFiles(path, checkout);
  const entry = (await worktreesOf(path)).find((each) => each.path === path);
  return { tree, unmerged, ignored, operation: await operationIn(gitDir), locked: entry?.locked ?? null };
}

/** The same as before as long as nothing that would be saved has changed, neither on the disk nor in the index. */
export async function stampOf(root: string, holdings: Holdings): Promise<string> {
  const { tree, ignored } = holdings;
  const paths = [...tree.changed, ...tree.unknown, ...ignored.files];
  const files = await Promise.all(
    paths.map(async (path) => {
      const stats = await lstat(onDisk(root, path), { bigint: true }).catch(() => null);
      return stats && `${stats.ino} ${stats.mode} ${stats.size} ${stats.mtimeNs} ${stats.ctimeNs}`;
    }),
  );
  const staged = tree.head === null ? [] : await differences(root, ['diff-index', '--cached', tree.head]);
  return JSON.stringify([holdings, files, staged]);
}

/** What would be lost although its state was saved first, in words. */
export function unsaveable({ tree, ignored, operation, locked }: Holdings): string[] {
  return [
    ...(locked === null ? [] : ['a lock that somebody put on it (git worktree unlock takes it off)']),
    ...(tree.repositories.length > 0 ? [`other repositories in it (${named(tree.repositories)})`] : []),
    ...(operation.beyond === null ? [] : [`${operation.beyond}, which is not finished`]),
    ...(ignored.beyond === null ? [] : [ignored.beyond]),
    ...(tree.head === null ? ['a branch without a commit'] : []),
  ];
}

/** What would be lost if it was not saved first, in words. */
export function saveable({ tree, unmerged, ignored, operation }: Holdings): string[] {
  return [
    ...counted(tree.changed, 'changed file'),
    ...counted(tree.unknown, 'new file'),
    ...(unmerged > 0 ? [`${unmerged} ${plural(unmerged, 'commit')} that nothing else has`] : []),
    ...counted(ignored.own, 'ignored file'),
    ...(Object.keys(operation.files).length > 0 ? ['a merge that is not finished'] : []),
  ];
}

/** Throws `worktree_at_risk` with the list, if there is one. */
export function expectNone(risks: string[], advice: string): void {
  if (risks.length > 0) throw atRisk(risks, advice);
}

export function atRisk(risks: string[], advice: string): DroverError {
  const words = risks.length > 0 ? `This worktree has ${risks.join('; ')}. ${advice}` : advice;
  return new DroverError('worktree_at_risk', words);
}

function counted(paths: BytePath[], what: string): string[] {
  return paths.length === 0 ? [] : [`${paths.length} ${plural(paths.length, what)} (${named(paths)})`];
}

const plural = (count: number, what: string) => (count === 1 ? what : `${what}s`);

const MAX_NAMED = 5;
const MAX_NAME_LENGTH = 60;

/** The first few. */
function named(paths: BytePath[]): string {
  const names = paths.slice(0, MAX_NAMED).map((path) => {
    const name = shown(path);
    return name.length > MAX_NAME_LENGTH ? `…${name.slice(-MAX_NAME_LENGTH)}` : name;
  });
  return [...names, ...(paths.length > MAX_NAMED ? ['…'] : [])].join(', ');
}
