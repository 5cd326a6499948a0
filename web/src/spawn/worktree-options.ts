import type { Worktree } from '@drover/protocol';
import type { SelectOption } from '../design/select.tsx';

/** Those of a project that a session can go on in. */
export const worktreesOf = (worktrees: readonly Worktree[], project: string): Worktree[] =>
  worktrees.filter((worktree) => worktree.project === project && worktree.git !== null);

export const worktreeOptions = (worktrees: readonly Worktree[]): SelectOption[] => [
  { value: NEW, label: 'A new one' },
  ...worktrees.map((worktree) => ({
    value: worktree.path,
    label: worktree.branch ?? worktree.path,
    note: [useWords(worktree.usedBy.length), changeWords(worktree.git?.changedFiles ?? 0), worktree.path]
      .filter(Boolean)
      .join(' · '),
  })),
];

/** No path of a worktree: what the list calls the one that is still to be made. */
export const NEW = 'new';

const useWords = (sessions: number): string | null => {
  if (sessions === 0) return null;
  return sessions === 1 ? 'a session works in it' : `${sessions} sessions work in it`;
};

const changeWords = (files: number): string | null => {
  if (files === 0) return null;
  return files === 1 ? '1 changed file' : `${files} changed files`;
};
