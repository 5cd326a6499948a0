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

/** What resuming the newest comes to: that one, or what is done when there is none. */
export function newestWords(
  newest: Conversation | undefined,
  { displayName, resumes }: Pick<ProfileInfo, 'displayName' | 'resumes'>,
  now: number,
): string {
  if (newest) return `“${titleOf(newest)}”, ${factsOf(newest, now).join(', ')}.`;
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
