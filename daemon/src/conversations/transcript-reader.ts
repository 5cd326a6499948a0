import { dirname, join } from 'node:path';
import type { ConversationFiles } from '@drover/profiles';
import type { Conversation, ConversationId } from '@drover/protocol';
import type { FoundFile } from './find-files.ts';
import { openPlainFile, type Reading, readDocument, readLines, type TakeRecord } from './read-records.ts';
import { valueAt } from './record-rules.ts';
import type { SameDirectory } from './same-directory.ts';
import { Transcript } from './transcript.ts';

/** Files of which is remembered what they hold. */
const MAX_REMEMBERED = 4_000;

const MAX_PATH_BYTES = 4_096;

/** What a file held when its size and age were `stamp`. */
type Seen = {
  stamp: string;
  directory: string | undefined;
  /** Null for what is none; undefined as long as only its directory was looked for. */
  conversation: Conversation | null | undefined;
};

/** Reads conversations out of a tool's files, and each of them once as long as it does not change. */
export class TranscriptReader {
  readonly #rules: ConversationFiles;
  readonly #seen = new Map<string, Seen>();

  constructor(rules: ConversationFiles) {
    this.#rules = rules;
  }

  /** Undefined for what is no conversation, or was not held at `place`. */
  async read(file: FoundFile, place: SameDirectory | undefined): Promise<Conversation | undefined> {
    const stamp = `${file.size} ${file.modifiedAt}`;
    const before = this.#seen.get(file.path);
    const seen = before?.stamp === stamp ? before : await this.#look(file, stamp);
    const { directory } = seen;
    if (directory === undefined || (place && !(await place.is(directory)))) return undefined;
    seen.conversation ??= seen.conversation === undefined ? await this.#readAll(file, directory) : null;
    return seen.conversation ?? undefined;
  }

  /** The file that holds this conversation, of those that were read. */
  pathOf(id: ConversationId): string | undefined {
    for (const [path, { conversation }] of this.#seen) if (conversation?.conversationId === id) return path;
    return undefined;
  }

  /** Of most files no more than the directory is wanted. */
  async #look(file: FoundFile, stamp: string): Promise<Seen> {
    const directory = this.#rules.directoryFile
      ? await directoryIn(join(dirname(file.path), this.#rules.directoryFile))
      : await this.#directoryIn(file);
    const seen: Seen = { stamp, directory, conversation: undefined };
    this.#remember(file.path, seen);
    return seen;
  }

  async #directoryIn(file: FoundFile): Promise<string | undefined> {
    const transcript = new Transcript(this.#rules, { id: file.id, directory: undefined });
    await this.#records(file, (record) => {
      transcript.take(record);
      return transcript.directory === undefined ? 'more' : 'enough';
    });
    return transcript.directory;
  }

  async #readAll(file: FoundFile, directory: string): Promise<Conversation | null> {
    const transcript = new Transcript(this.#rules, { id: file.id, directory });
    const reading = await this.#records(file, (record) => {
      transcript.take(record);
      return transcript.isForeign ? 'enough' : 'more';
    });
    return transcript.conversation(file.modifiedAt, reading === 'whole') ?? null;
  }

  async #records({ path, size }: FoundFile, take: TakeRecord): Promise<Reading> {
    const file = await openPlainFile(path);
    if (!file) return 'stopped';
    try {
      const { records } = this.#rules;
      if (records === undefined) return await readLines(file, size, take);
      return await readDocument(file, size, (document) => valueAt(document, records), take);
    } finally {
      await file.close();
    }
  }

  #remember(path: string, seen: Seen): void {
    this.#seen.delete(path);
    this.#seen.set(path, seen);
    const [oldest] = this.#seen.keys();
    if (this.#seen.size > MAX_REMEMBERED && oldest !== undefined) this.#seen.delete(oldest);
  }
}

/** The text of a small file. */
async function directoryIn(path: string): Promise<string | undefined> {
  const file = await openPlainFile(path);
  if (!file) return undefined;
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(MAX_PATH_BYTES), 0, MAX_PATH_BYTES, 0);
    return buffer.toString('utf8', 0, bytesRead).replace(/\n$/, '') || undefined;
  } finally {
    await file.close();
  }
}
