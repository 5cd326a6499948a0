import type { ConversationFiles } from '@drover/profiles';
import { type Conversation, ConversationId, displayText, HostPath } from '@drover/protocol';
import { contentAt, fits, type SavedRecord, textAt, timeAt } from './record-rules.ts';

const MAX_TITLE = 256;

/** What a tool's file tells about its conversation, gathered record by record. */
export class Transcript {
  readonly #rules: ConversationFiles;
  #id: string | undefined;
  #directory: string | undefined;
  #startedAt: number | undefined;
  #saidAt: number | undefined;
  #begins: string | undefined;
  readonly #titles = new Map<number, string>();
  readonly #answers = new Set<string>();
  #messages = 0;
  #isForeign = false;

  /** `known` is what the file's name and its neighbours tell. */
  constructor(rules: ConversationFiles, known: { id: string | undefined; directory: string | undefined }) {
    this.#rules = rules;
    this.#id = known.id;
    this.#directory = known.directory;
  }

  get directory(): string | undefined {
    return this.#directory;
  }

  /** Of a person it is none. */
  get isForeign(): boolean {
    return this.#isForeign;
  }

  take(record: SavedRecord): void {
    const { ignore, foreign, id, directory, startedAt } = this.#rules;
    if (foreign.some((where) => fits(record, where))) this.#isForeign = true;
    this.#id ??= textAt(record, id);
    this.#directory ??= textAt(record, directory);
    this.#startedAt ??= timeAt(record, startedAt);
    this.#takeTitle(record);
    if (!ignore.some((where) => fits(record, where))) this.#takeMessage(record);
  }

  /** Undefined for what is no conversation, or none that can be taken up again. */
  conversation(modifiedAt: number, isWhole: boolean, title?: string): Conversation | undefined {
    const id = ConversationId.safeParse(this.#id);
    const directory = HostPath.safeParse(this.#directory);
    if (!id.success || !directory.success || this.#isForeign) return undefined;
    if (isWhole && this.#messages === 0) return undefined;
    return {
      conversationId: id.data,
      title: shownTitle(title ?? this.#ownTitle() ?? this.#begins),
      directory: directory.data,
      startedAt: this.#startedAt ?? null,
      lastUsedAt: this.#saidAt ?? modifiedAt,
      messages: isWhole ? this.#messages : null,
    };
  }

  #takeTitle(record: SavedRecord): void {
    this.#rules.titles.forEach(({ where, at }, index) => {
      const title = where && !fits(record, where) ? undefined : textAt(record, at);
      if (title) this.#titles.set(index, title);
    });
  }

  #takeMessage(record: SavedRecord): void {
    const { said, answered, saidAt } = this.#rules;
    const isSaid = fits(record, said.where);
    if (!isSaid && !fits(record, answered.where)) return;
    this.#saidAt = timeAt(record, saidAt) ?? this.#saidAt;
    if (isSaid) this.#takeSaid(contentAt(record, said.text).trim());
    else this.#takeAnswer(textAt(record, answered.distinct));
  }

  #takeSaid(words: string): void {
    if (words === '' || this.#rules.said.unlessBegins.some((start) => words.startsWith(start))) return;
    this.#begins ??= words.slice(0, 4 * MAX_TITLE);
    this.#messages++;
  }

  #takeAnswer(key: string | undefined): void {
    if (key !== undefined && this.#answers.has(key)) return;
    if (key !== undefined) this.#answers.add(key);
    this.#messages++;
  }

  #ownTitle(): string | undefined {
    return this.#rules.titles.map((_, index) => this.#titles.get(index)).find((title) => title !== undefined);
  }
}

/** One line, safe to show; null for nothing. */
export function shownTitle(title: string | null | undefined): string | null {
  const line = (title ?? '').toWellFormed().replace(/\s+/g, ' ').trim();
  return displayText(line, MAX_TITLE).trim() || null;
}
