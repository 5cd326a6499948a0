export { type FoundSetup, readSetup } from './setup-file.ts';
export { Worktrees, type WorktreesOptions } from './worktrees.ts';
