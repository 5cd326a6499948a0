import type { Picture, Size } from '@drover/protocol';
import { displayText } from '@drover/protocol';
import unicode11Addon from '@xterm/addon-unicode11';
import headless from '@xterm/headless';
import { SpoolReader } from '../spool/reader.ts';
import { type SizeMark, SizeTimeline } from '../spool/sizes.ts';
import { wholeCharacters } from '../spool/utf8.ts';
import { guardEraseAbove } from './erase-above.ts';
import { internalsOf } from './internals.ts';
import { lastIntroducer } from './introducer.ts';
import { ModeTracker } from './mode-tracker.ts';
import { pictureOf } from './picture.ts';
import { answerColorQueries } from './query-answers.ts';
import { loadScreen, saveScreen } from './saved-screen.ts';
import { serializeScreen } from './snapshot.ts';

/** Lines above the screen that a snapshot carries. */
const SCROLLBACK_LINES = 2_000;
/** Bytes handed to the parser at a time. */
const FEED_BYTES = 128 * 1_024;
/** Progress is told each time this much has been parsed. */
const TELL_PROGRESS_BYTES = 256 * 1_024;
/** A screen is saved when it has moved on by this much, and at most this often. */
const SAVE_AFTER_BYTES = 2 * 1_024 * 1_024;
const SAVE_EVERY_MS = 2_000;

/** How long a snapshot waits for its screen to catch up with the output. */
const SNAPSHOT_PATIENCE_MS = 150;

export type ScreenSource = {
  sessionId: string;
  spool: string;
  /** Where the screen is saved, so that the next daemon need not parse everything again. */
  file: string;
  epoch: string;
  sizes: readonly SizeMark[];
  /** Queries printed before this offset stay unanswered: they were answered when they were new. */
  answerFrom: number;
};

export type ScreenEvents = {
  reply: (text: string) => void;
  title: (title: string) => void;
  parsed: (offset: number) => void;
};

type WaitingSnapshot = PromiseWithResolvers<Snapshot> & { wanted: number; deadline: number };

export type Snapshot = { offset: number; size: Size; bytes: Uint8Array };

/** What a session's terminal would show, kept by feeding its spool to a headless xterm at its own pace. */
export class Screen {
  readonly #source: ScreenSource;
  readonly #events: ScreenEvents;
  readonly #sizes: SizeTimeline;
  readonly #reader: SpoolReader;
  readonly #terminal: headless.Terminal;
  readonly #modes: ModeTracker;
  #title: string | null = null;
  #offset = 0;
  #end = 0;
  #ended = false;
  #lastIntroducer = 0;
  /** True from the beginning, until `restore` has ended. */
  #feeding = true;
  #answering = false;
  #toldOffset = 0;
  #savedOffset = 0;
  #savedAt = 0;
  #changed = true;
  #waiting: WaitingSnapshot[] = [];

  constructor(source: ScreenSource, events: ScreenEvents) {
    this.#source = source;
    this.#events = events;
    this.#sizes = new SizeTimeline(source.sizes);
    this.#reader = new SpoolReader(source.spool);
    this.#terminal = new headless.Terminal({
      ...(this.#sizes.at(0) ?? { cols: 80, rows: 24 }),
      allowProposedApi: true,
      scrollback: SCROLLBACK_LINES,
      windowOptions: { getWinSizeChars: true },
      logLevel: 'off',
    });
    this.#terminal.loadAddon(new unicode11Addon.Unicode11Addon());
    this.#terminal.unicode.activeVersion = '11';
    guardEraseAbove(this.#terminal);
    this.#modes = new ModeTracker(this.#terminal);
    const reply = (text: string) => {
      if (this.#answering) events.reply(text);
    };
    this.#terminal.onData(reply);
    answerColorQueries(this.#terminal, reply);
    this.#terminal.onTitleChange((title) => {
      this.#title = displayText(title);
      events.title(this.#title);
    });
  }

  /** Takes up the screen as it was last saved, if it was. Before anything else. */
  async restore(): Promise<void> {
    const saved = loadScreen(this.#source.file, this.#source.epoch);
    if (saved) {
      this.#terminal.resize(saved.size.cols, saved.size.rows);
      await this.#parse(saved.bytes);
      this.#offset = saved.offset;
      this.#savedOffset = saved.offset;
      this.#lastIntroducer = saved.offset;
    }
    this.#feeding = false;
  }

  /** The spool has grown; the screen follows. */
  grew(end: number): void {
    this.#end = Math.max(this.#end, end);
    if (!this.#feeding) void this.#feed();
  }

  resized(offset: number, size: Size): void {
    this.#sizes.add({ offset, size });
    this.grew(offset);
  }

  ended(end: number): void {
    this.#ended = true;
    this.grew(end);
  }

  /**
   * The screen at `wanted` or later; after `SNAPSHOT_PATIENCE_MS` as far as it has come. Settles between two chunks,
   * when the offset is true.
   */
  snapshot(wanted: number): Promise<Snapshot> {
    const waiting = {
      ...Promise.withResolvers<Snapshot>(),
      wanted,
      deadline: performance.now() + SNAPSHOT_PATIENCE_MS,
    };
    this.#waiting.push(waiting);
    if (!this.#feeding) this.#atRest();
    return waiting.promise;
  }

  #takeSnapshot(): Snapshot {
    const { parserState } = internalsOf(this.#terminal);
    const offset = parserState === 0 ? this.#offset : this.#lastIntroducer;
    const text = serializeScreen(this.#terminal, this.#modes, this.#title);
    const size = { cols: this.#terminal.cols, rows: this.#terminal.rows };
    return { offset, size, bytes: new TextEncoder().encode(text) };
  }

  /** The picture, or undefined when it has not changed since it was last asked for. */
  picture(evenIfSame: boolean): Picture | undefined {
    if (!this.#changed && !evenIfSame) return undefined;
    this.#changed = false;
    return pictureOf(this.#terminal, this.#source.sessionId, this.#modes.cursorHidden);
  }

  dispose(): void {
    this.#end = this.#offset;
    this.#reader[Symbol.dispose]();
    this.#terminal.dispose();
  }

  async #feed(): Promise<void> {
    this.#feeding = true;
    this.#applySize();
    while (this.#offset < this.#end && (await this.#feedSome())) this.#applySize();
    this.#feeding = false;
    this.#atRest();
  }

  #tellProgress(): void {
    if (this.#offset - this.#toldOffset < TELL_PROGRESS_BYTES) return;
    this.#toldOffset = this.#offset;
    this.#events.parsed(this.#offset);
  }

  /** Between two chunks: what had to wait for that is done. */
  #atRest(): void {
    this.#saveIfDue();
    const now = performance.now();
    const isDue = ({ wanted, deadline }: WaitingSnapshot) =>
      !this.#feeding || this.#offset >= wanted || now >= deadline;
    const due = this.#waiting.filter(isDue);
    if (due.length === 0) return;
    this.#waiting = this.#waiting.filter((waiting) => !due.includes(waiting));
    const snapshot = this.#takeSnapshot();
    for (const { resolve } of due) resolve(snapshot);
  }

  /** False when what there is must wait for more: a character is cut. */
  async #feedSome(): Promise<boolean> {
    const read = this.#reader.read(this.#offset, this.#chunkLimit(), this.#end);
    if ('gapTo' in read) {
      this.#offset = read.gapTo;
      return true;
    }
    const isLast = this.#ended && this.#offset + read.bytes.length === this.#end;
    const whole = isLast ? read.bytes : read.bytes.subarray(0, wholeCharacters(read.bytes));
    if (whole.length === 0) return false;
    this.#answering = this.#offset >= this.#source.answerFrom;
    await this.#parse(whole);
    const introducer = lastIntroducer(whole);
    if (introducer >= 0) this.#lastIntroducer = this.#offset + introducer;
    this.#offset += whole.length;
    this.#changed = true;
    this.#tellProgress();
    this.#atRest();
    return true;
  }

  /** A chunk ends where the size changes, and where answering begins. */
  #chunkLimit(): number {
    const resizeAt = this.#sizes.nextAfter(this.#offset)?.offset ?? Number.POSITIVE_INFINITY;
    const answerFrom =
      this.#source.answerFrom > this.#offset ? this.#source.answerFrom : Number.POSITIVE_INFINITY;
    return Math.min(FEED_BYTES, resizeAt - this.#offset, answerFrom - this.#offset);
  }

  #applySize(): void {
    const size = this.#sizes.at(this.#offset);
    if (!size || (size.cols === this.#terminal.cols && size.rows === this.#terminal.rows)) return;
    this.#terminal.resize(size.cols, size.rows);
    this.#changed = true;
  }

  #parse(bytes: Uint8Array): Promise<void> {
    return new Promise((resolve) => this.#terminal.write(bytes, resolve));
  }

  #saveIfDue(): void {
    const due =
      this.#offset - this.#savedOffset >= SAVE_AFTER_BYTES && Date.now() - this.#savedAt >= SAVE_EVERY_MS;
    if (!due) return;
    this.#savedOffset = this.#offset;
    this.#savedAt = Date.now();
    saveScreen(this.#source.file, this.#source.epoch, this.#takeSnapshot());
  }
}
