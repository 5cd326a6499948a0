import { lstat, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What git keeps of something that waits to be finished, beside the working tree. */
export type Operation = {
  /** Small files of git's own folder, by name. */
  files: Record<string, string>;
  /** Commits that they name, which must not be lost. */
  commits: string[];
  /** Something under way that cannot be kept, in words. */
  beyond: string | null;
};

/** The files of a merge, a cherry-pick or a revert, and the changes that a merge has put aside. */
const KEPT = [
  'MERGE_HEAD',
  'MERGE_MSG',
  'MERGE_MODE',
  'MERGE_AUTOSTASH',
  'SQUASH_MSG',
  'CHERRY_PICK_HEAD',
  'REVERT_HEAD',
] as const;

/** What has more of a state than a few files. */
const BEYOND: Readonly<Record<string, string>> = {
  'rebase-merge': 'a rebase',
  'rebase-apply': 'a rebase, or patches that are applied',
  sequencer: 'a row of commits that are picked or reverted',
  BISECT_LOG: 'a bisection',
};

const MAX_FILE_BYTES = 64 * 1024;

/** What waits to be finished in a worktree. `gitDir` is git's folder of this worktree. */
export async function operationIn(gitDir: string): Promise<Operation> {
  const names = await readdir(gitDir);
  const found = names.find((name) => Object.hasOwn(BEYOND, name));
  const files: Record<string, string> = {};
  for (const name of KEPT.filter((each) => names.includes(each))) {
    const { size } = await lstat(join(gitDir, name));
    if (size > MAX_FILE_BYTES) return { files: {}, commits: [], beyond: 'a merge with a very long message' };
    files[name] = await readFile(join(gitDir, name), 'latin1');
  }
  const commits = Object.entries(files)
    .filter(([name]) => /_(?:HEAD|AUTOSTASH)$/.test(name))
    .flatMap(([, text]) => text.split('\n').filter((line) => COMMIT_ID.test(line)));
  return { files, commits, beyond: found === undefined ? null : (BEYOND[found] ?? null) };
}

export const COMMIT_ID = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

export async function bringBack(gitDir: string, files: Operation['files']): Promise<void> {
  for (const name of KEPT) {
    const text = files[name];
    if (text !== undefined) await writeFile(join(gitDir, name), text, 'latin1');
  }
}
