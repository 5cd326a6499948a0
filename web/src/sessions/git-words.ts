import type { GitStatus, Session } from '@drover/protocol';

/** The branch that a session is on; what its worktree began with when nobody has looked yet. */
export const branchOf = ({ git, worktree }: Pick<Session, 'git' | 'worktree'>): string | null =>
  git ? (git.branch ?? (git.head ? `at ${git.head.slice(0, 7)}` : null)) : (worktree?.branch ?? null);

export type GitMark = { mark: string; sentence: string };

/** What is to be told of a working tree, as short marks, each with its sentence; nothing of one that is as it was. */
export function gitMarks({ changedFiles, ahead, behind, upstream }: GitStatus): GitMark[] {
  const marks: (GitMark | false)[] = [
    changedFiles > 0 && { mark: `±${changedFiles}`, sentence: count(changedFiles, 'changed file') },
    Boolean(ahead) && {
      mark: `↑${ahead}`,
      sentence: `${count(ahead ?? 0, 'commit')} that ${upstream} lacks`,
    },
    Boolean(behind) && {
      mark: `↓${behind}`,
      sentence: `${count(behind ?? 0, 'commit')} behind ${upstream}`,
    },
  ];
  return marks.filter((mark) => mark !== false);
}

/** `1 file`, `2 files`. */
export const count = (number: number, noun: string, plural = `${noun}s`): string =>
  `${number} ${number === 1 ? noun : plural}`;
