import { randomUUID } from 'node:crypto';
import { type Profile, takes } from '@drover/profiles';
import {
  type Conversation,
  type ConversationChoice,
  type ConversationId,
  DroverError,
} from '@drover/protocol';
import type { ChosenConversation } from '../spawn/planner.ts';

/** What must be known for a choice. Without a store of conversations, only the tool itself can tell. */
export type Choosing = {
  profile: Profile;
  /** By running sessions of the profile. Two programs that write one conversation would spoil it. */
  held: ReadonlySet<ConversationId>;
  newestFirst: (() => Promise<Conversation[]>) | undefined;
  exists: ((id: ConversationId) => Promise<boolean>) | undefined;
};

const NOTHING_HERE = 'There was no conversation to resume here; a new one was begun.';
const NOTHING_SAVED = 'Nothing is saved of this conversation; a new one was begun.';
const IN_USE = 'The newest conversation is open in another session; the newest of the others was taken up.';

/** Throws `no_conversation` where the profile has no other way, and `session_running` for one that is held. */
export async function choose(choosing: Choosing, choice: ConversationChoice): Promise<ChosenConversation> {
  switch (choice.kind) {
    case 'new':
      return begin(choosing.profile);
    case 'newest':
      return newest(choosing);
    case 'resume':
      return picked(choosing, choice.conversationId);
  }
}

/** A tool that can be told the id of a new conversation is told one. */
function begin({ commands }: Profile, notice: string | null = null): ChosenConversation {
  const conversationId = takes(commands.new, 'conversationId') ? randomUUID() : null;
  return { kind: 'new', conversationId, notice };
}

async function newest({ profile, held, newestFirst }: Choosing): Promise<ChosenConversation> {
  const { resume, resumeNewest } = profile.commands;
  if (!resume && !resumeNewest) throw cannotResume(profile);
  if (!newestFirst) return asToolDecides(profile);
  const all = await newestFirst();
  const isFree = ({ conversationId }: Conversation) => !held.has(conversationId);
  // Without an id, the tool takes the newest also when another session has it open.
  const free = resume ? all.find(isFree) : all.slice(0, 1).find(isFree);
  if (!free && all.length > 0) throw allHeld();
  if (!free) return otherwise(profile, NOTHING_HERE);
  const { conversationId } = free;
  return { kind: resume ? 'resume' : 'newest', conversationId, notice: free === all[0] ? null : IN_USE };
}

function asToolDecides(profile: Profile): ChosenConversation {
  if (profile.commands.resumeNewest) return { kind: 'newest', conversationId: null, notice: null };
  throw new DroverError(
    'no_conversation',
    `Which conversation of ${profile.displayName} is the newest is not known; pick one, or start a new one.`,
  );
}

async function picked({ profile, held, exists }: Choosing, id: ConversationId): Promise<ChosenConversation> {
  if (!profile.commands.resume) throw cannotResume(profile);
  if (held.has(id)) {
    throw new DroverError(
      'session_running',
      'This conversation is open in a session that runs; go on there.',
    );
  }
  if (!exists || (await exists(id))) return { kind: 'resume', conversationId: id, notice: null };
  // One that never got a prompt has nothing to go on with, but a tool may not take its id once more.
  return otherwise(profile, NOTHING_SAVED);
}

function otherwise(profile: Profile, notice: string): ChosenConversation {
  if (profile.conversations.otherwise === 'new') return begin(profile, notice);
  throw new DroverError(
    'no_conversation',
    `${profile.displayName} has no such conversation for this directory; pick another one, or start a new one.`,
  );
}

/** A new one beside the agent that has it open is not what was asked for. */
const allHeld = () =>
  new DroverError(
    'session_running',
    'The newest conversation here is open in a session that runs; go on there, pick another, or start a new one.',
  );

const cannotResume = ({ displayName }: Profile) =>
  new DroverError('no_conversation', `${displayName} cannot take up a conversation again; start a new one.`);
