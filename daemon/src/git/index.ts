export { GitError } from './errors.ts';
export { type GitOptions, type GitOutput, git } from './git.ts';
export { repositoryRoot } from './repository-root.ts';
