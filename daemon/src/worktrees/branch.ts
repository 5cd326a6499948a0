import { BranchName, branchFromTask, DroverError } from '@drover/protocol';
import { git } from '../git/index.ts';

export type BranchWish = { branch: string | null; task: string | null; sessionId: string };

/**
 * The branch for a new worktree: the given one, or a free one that is named after the task. Throws `invalid_branch`, and
 * `branch_taken` for one that exists: a worktree has a branch of its own, which goes with it when nothing is lost.
 */
export async function chooseBranch(directory: string, wish: BranchWish): Promise<string> {
  const { branch, task, sessionId } = wish;
  if (branch !== null) {
    await checkBranch(directory, branch);
    if (!(await isTaken(directory, branch))) return branch;
    throw new DroverError(
      'branch_taken',
      'There is a branch of this name, or one that keeps it from being made; choose another, and this one as its base.',
    );
  }
  return freeBranch(directory, branchFromTask(task) ?? `drover/${sessionId.slice(0, 8)}`);
}

/** This branch, or the same with a number behind it. */
export async function freeBranch(directory: string, wanted: string): Promise<string> {
  for (const stem of [wanted, wanted.replaceAll('/', '-')]) {
    for (let number = 1; number < 1_000; number++) {
      const branch = number === 1 ? stem : `${stem}-${number}`;
      if (!(await isTaken(directory, branch))) return branch;
      if (await isBelowBranch(directory, branch)) break; // no number would help
    }
  }
  throw new DroverError(
    'branch_taken',
    'Too many branches are named after this task already; give this one a name.',
  );
}

async function checkBranch(directory: string, branch: string): Promise<void> {
  // Git takes forty such digits for a commit wherever a branch could stand.
  const isOurs = BranchName.safeParse(branch).success && !/^[0-9a-f]{40}$/i.test(branch);
  const args = ['check-ref-format', '--branch', branch];
  if (isOurs && (await git(directory, args, { codes: [1, 128] })).code === 0) return;
  throw new DroverError('invalid_branch', 'Git takes no branch of this name; choose another.');
}

/** A branch `a` keeps `a/b` from being made, and the other way round. */
async function isTaken(directory: string, branch: string): Promise<boolean> {
  const others = await branchesNear(directory, branch);
  return others.some((other) => `${other}/`.startsWith(`${branch}/`) || branch.startsWith(`${other}/`));
}

const isBelowBranch = async (directory: string, branch: string): Promise<boolean> =>
  (await branchesNear(directory, branch)).some((other) => branch.startsWith(`${other}/`));

async function branchesNear(directory: string, branch: string): Promise<string[]> {
  const first = `refs/heads/${branch.split('/')[0]}`;
  const { stdout } = await git(directory, ['for-each-ref', '--format=%(refname)', first]);
  return stdout
    .toString()
    .split('\n')
    .filter(Boolean)
    .map((ref) => ref.slice('refs/heads/'.length));
}
