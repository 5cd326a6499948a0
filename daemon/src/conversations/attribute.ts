import type { ConversationId } from '@drover/protocol';
import type { UsedConversation } from './conversations.ts';

/** What of a session tells which conversation is its own. Times in milliseconds since 1970. */
export type Holder = {
  sessionId: string;
  createdAt: number;
  /** `Infinity` while it runs. */
  endedAt: number;
  conversationId: ConversationId | null;
};

/**
 * The conversation that a session has begun: the one of which its processes have the file open, or else the only one
 * that was begun while it ran and while no other session of its kind could have done so. Never a guess between two.
 * `rivals` are the other sessions of the profile in its directory, and `used` is newest first.
 */
export function begunBy(
  holder: Holder,
  rivals: readonly Holder[],
  used: readonly UsedConversation[],
  openFiles: ReadonlySet<string>,
): ConversationId | null {
  const taken = new Set([holder, ...rivals].map(({ conversationId }) => conversationId));
  const begun = used.filter(
    ({ conversationId, startedAt }) => !taken.has(conversationId) && ranAt(holder, startedAt),
  );
  const open = begun.filter(({ file }) => file !== undefined && openFiles.has(file));
  const [only, ...others] = open.length > 0 ? open : begun;
  if (!only || others.length > 0) return null;
  const isSure = open.length > 0 || !rivals.some((rival) => couldHaveBegun(rival, only.startedAt, holder));
  return isSure ? only.conversationId : null;
}

/** One that holds a conversation seldom begins another, so it is in doubt only where another one is to be replaced. */
const couldHaveBegun = (rival: Holder, at: number | null, holder: Holder): boolean =>
  ranAt(rival, at) && (rival.conversationId === null || holder.conversationId !== null);

const ranAt = ({ createdAt, endedAt }: Holder, at: number | null): boolean =>
  at !== null && at >= createdAt && at <= endedAt;
