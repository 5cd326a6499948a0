export { runFirst, SETUP_FAILED_TITLE } from './run-lines.ts';
export { type FoundSetup, projectSetup } from './setup-file.ts';
export { Worktrees } from './worktrees.ts';
