export { ConversationWatcher } from './conversation-watcher.ts';
export { Conversations } from './conversations.ts';
