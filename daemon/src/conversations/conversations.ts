import type { Profile } from '@drover/profiles';
import {
  type Conversation,
  type ConversationChoice,
  type ConversationId,
  type ConversationList,
  DroverError,
} from '@drover/protocol';
import { type ToolHome, toolFolder } from '../profiles/index.ts';
import type { ChosenConversation } from '../spawn/planner.ts';
import { type Choosing, choose } from './choose.ts';
import { DatabaseStore } from './database-store.ts';
import { FileStore } from './file-store.ts';
import type { ConversationStore } from './store.ts';

export type ConversationsParts = ToolHome & {
  /** The conversations that running sessions of this profile hold. */
  heldBy: (profileName: string) => ReadonlySet<ConversationId>;
};

/** The chats that agent tools have saved on this machine, read from their own files. */
export class Conversations {
  readonly #parts: ConversationsParts;
  /** By what the profile says, so that a changed profile is read anew. */
  readonly #stores = new WeakMap<Profile['conversations'], ConversationStore>();

  constructor(parts: ConversationsParts) {
    this.#parts = parts;
  }

  /** Throws `no_conversation` when nobody can tell them. */
  list(profile: Profile, directory: string): Promise<ConversationList> {
    const store = this.#storeOf(profile);
    if (store) return store.list(directory);
    throw new DroverError(
      'no_conversation',
      `The profile of ${profile.displayName} does not say where it keeps conversations.`,
    );
  }

  /** Throws `no_conversation` where the profile has no other way, and `session_running` for one that is held. */
  choose(profile: Profile, directory: string, choice: ConversationChoice): Promise<ChosenConversation> {
    const store = this.#storeOf(profile);
    const choosing: Choosing = {
      profile,
      held: this.#parts.heldBy(profile.name),
      newestFirst: store && (async () => (await store.list(directory)).conversations),
      exists: store && (async (id) => (await store.find(directory, id)) !== undefined),
    };
    return choose(choosing, choice);
  }

  /** Those that were used since then, newest first, and where the file of each is; none where nobody can tell. */
  async usedSince(profile: Profile, directory: string, since: number): Promise<UsedConversation[]> {
    const store = this.#storeOf(profile);
    const used = (await store?.usedSince(directory, since)) ?? [];
    return used.map((one) => ({ ...one, file: store?.fileOf(one.conversationId) }));
  }

  #storeOf(profile: Profile): ConversationStore | undefined {
    const rules = profile.conversations;
    const store = this.#stores.get(rules) ?? this.#open(profile);
    if (store) this.#stores.set(rules, store);
    return store;
  }

  #open(profile: Profile): ConversationStore | undefined {
    const { files, database } = profile.conversations;
    if (files) return new FileStore(files, toolFolder(profile, files, this.#parts));
    return database && new DatabaseStore(database, toolFolder(profile, database, this.#parts));
  }
}

export type UsedConversation = Conversation & { file: string | undefined };
