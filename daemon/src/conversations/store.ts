import type { Conversation, ConversationId, ConversationList } from '@drover/protocol';

/** The conversations of one tool. Rejects with `no_conversation` when what is there cannot be read. */
export type ConversationStore = {
  /** Those of a directory, newest first. */
  list(directory: string): Promise<ConversationList>;
  /** The one of this id, if the tool can go on with it in `directory`. */
  find(directory: string, id: ConversationId): Promise<Conversation | undefined>;
  /** Those of a directory that were used since then, newest first. */
  usedSince(directory: string, since: number): Promise<Conversation[]>;
  /** The file in which this one is, when it has one of its own and was read already. */
  fileOf(id: ConversationId): string | undefined;
};

/** As many as a list takes. */
export const MAX_LISTED = 200;
