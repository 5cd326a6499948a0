export { type FoundSetup, projectSetup } from './setup-file.ts';
export { Worktrees } from './worktrees.ts';
