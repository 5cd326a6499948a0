export { Changes } from './changes.ts';
export { GitWatcher } from './git-watcher.ts';
