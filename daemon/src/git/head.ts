import { DroverError, Revision } from '@drover/protocol';
import { git } from './git.ts';

/**
 * The commit that a directory's repository has checked out, or the empty tree before the first one: what a session's
 * changes are compared with. Null where there is no repository, or none that can be read.
 */
export async function headOf(directory: string): Promise<string | null> {
  try {
    const head = ['rev-parse', '--verify', '--quiet', 'HEAD^{commit}'];
    const { stdout, code } = await git(directory, head, { codes: [1] });
    return code === 0 ? stdout.toString().trim() : await emptyTree(directory);
  } catch (error) {
    if (error instanceof DroverError) return null;
    throw error;
  }
}

/** Its id depends on how the repository names its objects. */
async function emptyTree(directory: string): Promise<string> {
  return (await git(directory, ['hash-object', '-t', 'tree', '--stdin'])).stdout.toString().trim();
}

/** How many are told. */
const MAX_BRANCHES = 500;

/** Branches and remote branches by the time of their last commit, the newest first; what no session could begin from is left out. */
export async function branchesOf(directory: string): Promise<string[]> {
  const sorted = ['for-each-ref', '--sort=-committerdate', `--count=${2 * MAX_BRANCHES}`];
  const fields = '--format=%(refname) %(symref)'; // `origin/HEAD` only names another
  const { stdout } = await git(directory, [...sorted, fields, 'refs/heads', 'refs/remotes']);
  const found = stdout.toString().matchAll(/^refs\/(?:heads|remotes)\/(\S+) $/gm);
  return [...found]
    .map(([, name = '']) => name)
    .filter((name) => Revision.safeParse(name).success)
    .slice(0, MAX_BRANCHES);
}
