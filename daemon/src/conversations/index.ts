export { ConversationWatcher, heldBy } from './conversation-watcher.ts';
export { Conversations } from './conversations.ts';
export { listConversations } from './list-command.ts';
