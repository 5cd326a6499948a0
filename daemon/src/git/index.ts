export { GitError } from './errors.ts';
export { type GitOptions, type GitOutput, git } from './git.ts';
export { branchesOf, headOf } from './head.ts';
export { repositoryRoot } from './repository-root.ts';
export { gitStatus } from './status.ts';
