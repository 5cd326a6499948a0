import type { ConversationFiles } from '@drover/profiles';
import type { Conversation, ConversationId, ConversationList } from '@drover/protocol';
import { findFiles } from './find-files.ts';
import { SameDirectory } from './same-directory.ts';
import { type ConversationStore, MAX_LISTED } from './store.ts';
import { withIndexedTitles } from './title-index.ts';
import { TranscriptReader } from './transcript-reader.ts';

/** The newest that are looked at for one list. */
const MAX_LOOKED_AT = 2_000;

/** Conversations that a tool keeps as files, one in each. */
export class FileStore implements ConversationStore {
  readonly #rules: ConversationFiles;
  readonly #folder: string;
  readonly #reader: TranscriptReader;

  /** `folder` is where the paths of the rules begin. */
  constructor(rules: ConversationFiles, folder: string) {
    this.#rules = rules;
    this.#folder = folder;
    this.#reader = new TranscriptReader(rules);
  }

  async list(directory: string): Promise<ConversationList> {
    const found: Conversation[] = [];
    let truncated = false;
    for await (const conversation of this.#newestOf(directory, 0)) {
      truncated = conversation === 'more' || found.length === MAX_LISTED;
      if (truncated || conversation === 'more') break;
      found.push(conversation);
    }
    // A tool may have changed a file after its conversation was used.
    found.sort((a, b) => b.lastUsedAt - a.lastUsedAt);
    return { conversations: await withIndexedTitles(found, this.#folder, this.#rules), truncated };
  }

  async find(directory: string, id: ConversationId): Promise<Conversation | undefined> {
    const files = await findFiles(this.#folder, this.#rules.path, id);
    const place = this.#rules.anywhere ? undefined : new SameDirectory(directory);
    for (const file of files.slice(0, MAX_LOOKED_AT)) {
      const conversation = await this.#reader.read(file, place);
      if (conversation?.conversationId === id) return conversation;
    }
    return undefined;
  }

  async usedSince(directory: string, since: number): Promise<Conversation[]> {
    const used: Conversation[] = [];
    for await (const one of this.#newestOf(directory, since)) if (one !== 'more') used.push(one);
    return used;
  }

  fileOf(id: ConversationId): string | undefined {
    return this.#reader.pathOf(id);
  }

  /** Ends with `more` when there are files that nobody looks at. */
  async *#newestOf(directory: string, since: number): AsyncGenerator<Conversation | 'more'> {
    const files = await findFiles(this.#folder, this.#rules.path);
    const place = new SameDirectory(directory);
    const told = new Set<ConversationId>();
    for (const file of files.slice(0, MAX_LOOKED_AT)) {
      if (file.modifiedAt < since) return;
      const conversation = await this.#reader.read(file, place);
      if (!conversation || told.has(conversation.conversationId)) continue;
      told.add(conversation.conversationId);
      yield conversation;
    }
    if (files.length > MAX_LOOKED_AT) yield 'more';
  }
}
