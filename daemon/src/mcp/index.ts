export { McpWatcher } from './mcp-watcher.ts';
