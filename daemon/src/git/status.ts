import type { GitStatus } from '@drover/protocol';
import { type GitOptions, git } from './git.ts';

/** Of a list of changed files. Of what is longer, the beginning is counted. */
const MAX_LIST_BYTES = 32 * 1024 * 1024;

/** Longest name of a branch that is told. */
const MAX_BRANCH = 255;

/**
 * How the working tree stands that a directory lies in. Other repositories in it count as one file, and only when
 * another commit of theirs is checked out. Throws what `git` throws.
 */
export async function gitStatus(directory: string, options: GitOptions = {}): Promise<GitStatus> {
  const args = ['status', '--porcelain=v2', '--branch', '-z', '--untracked-files=all', '--no-renames'];
  const { stdout } = await git(directory, args, { maxBytes: MAX_LIST_BYTES, cut: true, ...options });
  const status: GitStatus = {
    branch: null,
    head: null,
    upstream: null,
    ahead: null,
    behind: null,
    changedFiles: 0,
  };
  // Not split at once: it may be long, and only its beginning is of interest.
  for (let from = 0; from < stdout.length; ) {
    const end = stdout.indexOf(0, from);
    const to = end < 0 ? stdout.length : end;
    if (stdout[from] === HEADER) noteHeader(status, stdout.toString('utf8', from, to));
    else status.changedFiles++;
    from = to + 1;
  }
  return status;
}

const HEADER = '#'.charCodeAt(0);

/** Such as `# branch.head main` (git-status, porcelain format version 2). */
function noteHeader(status: GitStatus, header: string): void {
  const [, key = '', value = ''] = header.split(/ (\S+) (.*)/s);
  if (key === 'branch.oid' && value !== '(initial)') status.head = value;
  if (key === 'branch.head' && value !== '(detached)') status.branch = value.slice(0, MAX_BRANCH);
  if (key === 'branch.upstream') status.upstream = value.slice(0, MAX_BRANCH);
  const [, ahead, behind] = (key === 'branch.ab' && /^\+(\d+) -(\d+)$/.exec(value)) || [];
  if (ahead !== undefined) status.ahead = Number(ahead);
  if (behind !== undefined) status.behind = Number(behind);
}
