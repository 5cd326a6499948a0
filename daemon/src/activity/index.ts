export { ActivityWatcher } from './activity-watcher.ts';
