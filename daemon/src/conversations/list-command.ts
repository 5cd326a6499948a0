import type { Command, ConversationList } from '@drover/protocol';
import type { HostProfiles } from '../host-profiles.ts';
import type { Session } from '../sessions/session.ts';
import type { Conversations } from './conversations.ts';

type ListConversations = Extract<Command, { kind: 'list_conversations' }>['payload'];

export type ListParts = {
  conversations: Conversations;
  profiles: Pick<HostProfiles, 'permitted'>;
  /** All of this machine, those that ended as well. */
  sessions: () => readonly Pick<Session, 'directory'>[];
  /** Throws what `resolveProjectDir` throws. */
  resolveProject: (path: string) => Promise<string>;
};

/**
 * Answers `list_conversations`, of directories in which sessions may start or have run: what a person says elsewhere on
 * this machine is their own. Throws what its parts throw.
 */
export async function listConversations(
  { profile, path }: ListConversations,
  { conversations, profiles, sessions, resolveProject }: ListParts,
): Promise<ConversationList> {
  const permitted = profiles.permitted(profile, false);
  const isOurs = sessions().some(({ directory }) => directory === path);
  return conversations.list(permitted, isOurs ? path : await resolveProject(path));
}
