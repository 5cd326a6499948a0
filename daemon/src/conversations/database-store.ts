import { lstat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ConversationDatabase } from '@drover/profiles';
import { Conversation, type ConversationId, type ConversationList, DroverError } from '@drover/protocol';
import { z } from 'zod';
import { startLightThread } from '../light-thread.ts';
import { SameDirectory } from './same-directory.ts';
import { type ConversationStore, MAX_LISTED } from './store.ts';
import { shownTitle } from './transcript.ts';

const THREAD = new URL('./database-worker.ts', import.meta.url);

/** After this the person rather waits no longer. */
const PATIENCE_MS = 5_000;

/** What a query tells; a row that is not like this is passed over. */
const Row = z
  .object({
    id: Conversation.shape.conversationId,
    directory: Conversation.shape.directory,
    title: z.string().nullish(),
    startedAt: z.number().nonnegative().nullish(),
    lastUsedAt: z.number().nonnegative(),
    messages: z.int().nonnegative().nullish(),
  })
  .transform(
    ({ id, title, startedAt = null, messages = null, ...row }): Conversation => ({
      ...row,
      conversationId: id,
      title: shownTitle(title),
      startedAt,
      messages,
    }),
  );

/** Conversations that a tool keeps in a database of SQLite. */
export class DatabaseStore implements ConversationStore {
  readonly #rules: ConversationDatabase;
  readonly #file: string;

  /** `folder` is where the path of the rules begins. */
  constructor(rules: ConversationDatabase, folder: string) {
    this.#rules = rules;
    this.#file = join(folder, rules.path);
  }

  async list(directory: string): Promise<ConversationList> {
    const all = await this.usedSince(directory, 0);
    return { conversations: all.slice(0, MAX_LISTED), truncated: all.length > MAX_LISTED };
  }

  async find(directory: string, id: ConversationId): Promise<Conversation | undefined> {
    const all = this.#rules.anywhere ? await this.#rows() : await this.usedSince(directory, 0);
    return all.find(({ conversationId }) => conversationId === id);
  }

  async usedSince(directory: string, since: number): Promise<Conversation[]> {
    const place = new SameDirectory(directory);
    const own: Conversation[] = [];
    for (const row of await this.#rows()) {
      if (row.lastUsedAt >= since && (await place.is(row.directory))) own.push(row);
    }
    return own;
  }

  fileOf(): undefined {
    return undefined;
  }

  async #rows(): Promise<Conversation[]> {
    const stats = await lstat(this.#file).catch(() => undefined);
    if (!stats?.isFile()) return [];
    const rows = await queried(this.#file, this.#rules.query);
    return rows.flatMap((row) => Row.safeParse(row).data ?? []).sort((a, b) => b.lastUsedAt - a.lastUsedAt);
  }
}

async function queried(file: string, query: string): Promise<unknown[]> {
  const worker = startLightThread(THREAD, { workerData: { file, query }, env: {} });
  const { promise, resolve, reject } = Promise.withResolvers<unknown[]>();
  worker.once('message', resolve);
  worker.once('error', reject);
  worker.once('exit', () => reject(new Error('it ended without an answer')));
  const timer = setTimeout(() => reject(new Error('it takes too long')), PATIENCE_MS);
  try {
    return await promise;
  } catch {
    throw new DroverError(
      'no_conversation',
      'The database in which this tool keeps its conversations cannot be read now; try again, or start a new one.',
    );
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
