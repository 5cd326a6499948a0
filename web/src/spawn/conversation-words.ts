import type { Conversation, ProfileInfo } from '@drover/protocol';
import type { ComboboxOption } from '../design/combobox-options.ts';
import { formatAgo } from '../time/format.ts';

/** @param now the hub's time */
export function conversationOptions(
  conversations: readonly Conversation[],
  directory: string,
  held: ReadonlySet<string>,
  now: number,
): ComboboxOption[] {
  return conversations.map((conversation) => ({
    value: conversation.conversationId,
    label: titleOf(conversation),
    detail: conversation.directory === directory ? null : conversation.directory,
    note: [held.has(conversation.conversationId) && 'open now', ...factsOf(conversation, now)]
      .filter(Boolean)
      .join(' · '),
  }));
}

const titleOf = ({ title }: Conversation): string => title?.split('\n')[0]?.trim() || 'Without a title';

const factsOf = ({ lastUsedAt, messages }: Conversation, now: number): string[] => [
  formatAgo(now - lastUsedAt),
  ...(messages === null ? [] : [`${messages} ${messages === 1 ? 'message' : 'messages'}`]),
];

/** What resuming the newest comes to: that one, the newest that no session has open, or what is done without one. */
export function newestWords(
  conversations: readonly Conversation[],
  held: ReadonlySet<string>,
  { displayName, resumes }: Pick<ProfileInfo, 'displayName' | 'resumes'>,
  now: number,
): string {
  const [newest] = conversations;
  const isFree = ({ conversationId }: Conversation) => !held.has(conversationId);
  // A tool that takes no id can take the very newest only.
  const free = (resumes.picked ? conversations : conversations.slice(0, 1)).find(isFree);
  if (free) {
    const words = `“${titleOf(free)}”, ${factsOf(free, now).join(', ')}.`;
    return free === newest ? words : `The newest is open in a session that runs; before it: ${words}`;
  }
  if (newest)
    return `“${titleOf(newest)}” is open in a session that runs; go on there, pick another, or start a new one.`;
  const nothing = `There is no conversation to resume here: ${displayName}`;
  return resumes.otherwise === 'new' ? `${nothing} begins a new one.` : `${nothing} is not started then.`;
}

/** The same where the host cannot tell which one it is. */
export const unlistedWords = ({
  displayName,
  resumes,
}: Pick<ProfileInfo, 'displayName' | 'resumes'>): string =>
  resumes.otherwise === 'new'
    ? `The one that ${displayName} held here last. If there is none, it begins a new one.`
    : `The one that ${displayName} held here last. If there is none, it is not started.`;
