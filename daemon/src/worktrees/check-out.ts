import { DroverError } from '@drover/protocol';
import { GitError, git, repositoryRoot } from '../git/index.ts';

/** A large repository on a slow disk; the session waits for it as `starting`. */
const CHECK_OUT_MS = 10 * 60_000;

export type NewCheckOut = {
  path: string;
  /** To be made; or one that is there and checked out nowhere; or none, for a detached head. */
  branch: { kind: 'new' | 'existing'; name: string } | null;
  commit: string;
};

/** Makes a worktree without its files. Nothing follows the branch from which it begins: a push says where it goes. */
export async function addWorktree(directory: string, { path, branch, commit }: NewCheckOut): Promise<void> {
  const how = branch === null ? ['--detach'] : branch.kind === 'new' ? ['--no-track', '-b', branch.name] : [];
  const what = branch?.kind === 'existing' ? branch.name : commit;
  const args = ['worktree', 'add', '--no-checkout', ...how, '--', path, what];
  await git(directory, args).catch(explain);
}

/** Fills it. */
export async function checkOut(path: string): Promise<void> {
  // Were its `.git` gone, another repository around it would be reset.
  if ((await repositoryRoot(path)) !== path)
    throw new DroverError('worktree_failed', 'The new worktree was taken apart by somebody else.');
  const args = ['reset', '--hard', '--quiet', '--no-recurse-submodules'];
  await git(path, args, { timeoutMs: CHECK_OUT_MS }).catch(explain);
}

/** In the words of a person who wanted a worktree. */
function explain(error: unknown): never {
  if (!(error instanceof DroverError)) throw error;
  if (error instanceof GitError && /no space left|quota exceeded/i.test(error.stderr)) {
    throw new DroverError('storage_full', "The disk of this host's worktrees is full; free some space.");
  }
  throw new DroverError('worktree_failed', `No worktree could be made. ${error.message}`);
}

/** Forgets a worktree whose files are gone already, locked or not. */
export async function dropWorktree(directory: string, path: string): Promise<void> {
  await git(directory, ['worktree', 'remove', '--force', '--force', '--', path]);
}

/** Removes a branch that is still at this commit, and what git has written down of it. */
export async function dropBranch(directory: string, branch: string, commit: string): Promise<void> {
  const ref = `refs/heads/${branch}`;
  await git(directory, ['update-ref', '-d', '--no-deref', ref, commit]);
  await git(directory, ['config', '--local', '--remove-section', `branch.${branch}`], { codes: [128] });
}
