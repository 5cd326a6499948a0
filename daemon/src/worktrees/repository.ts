import { realpath } from 'node:fs/promises';
import { relative } from 'node:path';
import { DroverError } from '@drover/protocol';
import { git, repositoryRoot } from '../git/index.ts';

/** One entry of `git worktree list`. */
export type WorktreeEntry = {
  path: string;
  isBare: boolean;
  /** Null when its head is detached. */
  branch: string | null;
  /** Why git keeps it, if somebody locked it. */
  locked: string | null;
  /** Whether its folder is gone. */
  isMissing: boolean;
};

/** The repository that a directory lies in. */
export type Repository = {
  /** The root of the checkout that the directory lies in, resolved. */
  root: string;
  /** Where in it the directory is; empty for the root itself. */
  prefix: string;
  /** What all worktrees of a repository share, resolved: tells repositories apart. */
  commonDir: string;
  /** Of this checkout alone. */
  gitDir: string;
};

/** Throws `not_a_repository`, and what git throws. */
export async function repositoryAt(directory: string): Promise<Repository> {
  const root = await repositoryRoot(directory);
  const { stdout } = await git(directory, [
    'rev-parse',
    '--path-format=absolute',
    '--git-common-dir',
    '--git-dir',
  ]);
  const [commonDir = '', gitDir = ''] = stdout.toString().split('\n');
  const prefix = relative(root, await realpath(directory));
  return { root, prefix, commonDir: await realpath(commonDir), gitDir: await realpath(gitDir) };
}

/** All checkouts of a repository, its main one first. */
export async function worktreesOf(directory: string): Promise<WorktreeEntry[]> {
  const { stdout } = await git(directory, ['worktree', 'list', '--porcelain', '-z']);
  return stdout
    .toString()
    .split('\0\0')
    .filter(Boolean)
    .map((block) => entryOf(block.split('\0')));
}

function entryOf(lines: string[]): WorktreeEntry {
  const value = (word: string): string | undefined => {
    const line = lines.find((each) => each === word || each.startsWith(`${word} `));
    return line?.slice(word.length + 1);
  };
  return {
    path: value('worktree') ?? '',
    isBare: value('bare') !== undefined,
    branch: value('branch')?.replace(/^refs\/heads\//, '') ?? null,
    locked: value('locked') ?? null,
    isMissing: value('prunable') !== undefined,
  };
}

/** The commit that something names. Null for what names none. */
export async function commitOf(directory: string, revision: string): Promise<string | null> {
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
  const { stdout, code } = await git(directory, args, { codes: [1, 128] });
  return code === 0 ? stdout.toString().trim() : null;
}

/** The commit that a new worktree begins from; a null `base` is what the directory has checked out. */
export async function baseCommit(directory: string, base: string | null): Promise<string> {
  const commit = await commitOf(directory, base ?? 'HEAD');
  if (commit) return commit;
  if (base === null) {
    throw new DroverError(
      'worktree_failed',
      'This repository has no commit yet, from which a worktree could begin; make a first one.',
    );
  }
  throw new DroverError('invalid_base', 'The base must be a branch, a tag or a commit of this project.');
}

/** Commits of `tip` that no branch but this one, no tag and no remote has. */
export async function unmergedCommits(
  directory: string,
  tip: string,
  branch: string | null,
): Promise<number> {
  const own = branch === null ? [] : [`--exclude=${branch}`];
  const others = ['--not', ...own, '--branches', '--tags', '--remotes'];
  const { stdout } = await git(directory, ['rev-list', '--count', tip, ...others]);
  return Number(stdout.toString());
}
