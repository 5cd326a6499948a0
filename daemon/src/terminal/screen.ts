import type { Picture, Size } from '@drover/protocol';
import { displayText } from '@drover/protocol';
import unicode11Addon from '@xterm/addon-unicode11';
import headless from '@xterm/headless';
import type { Pumped } from '../pump.ts';
import { SpoolReader } from '../spool/reader.ts';
import { type SizeMark, SizeTimeline } from '../spool/sizes.ts';
import { wholeCharacters } from '../spool/utf8.ts';
import { guardEraseAbove } from './erase-above.ts';
import { tracelessBytes } from './fast-forward.ts';
import { internalsOf, parse } from './internals.ts';
import { lastIntroducer } from './introducer.ts';
import { listenForMarks, type Mark } from './marks.ts';
import { pictureOf } from './picture.ts';
import { answerColorQueries } from './query-answers.ts';
import { loadScreen, saveScreen } from './saved-screen.ts';
import { serializeScreen } from './snapshot.ts';
import { Tidings } from './tidings.ts';

/** Lines above the screen that a snapshot carries. */
const SCROLLBACK_LINES = 2_000;
/** Bytes handed to the parser at a time. */
const FEED_BYTES = 128 * 1_024;
/** With this much to parse, it is looked at whether all of it has to be. */
const FLOOD_BYTES = 384 * 1_024;
const LOOK_AHEAD_BYTES = 1_024 * 1_024;
/** Progress is told each time this much has been parsed. */
const TELL_PROGRESS_BYTES = 256 * 1_024;
/** A screen is saved when it has moved on by this much, and at most this often. */
const SAVE_AFTER_BYTES = 2 * 1_024 * 1_024;
const SAVE_EVERY_MS = 5_000;

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
  mark: (mark: Mark) => void;
  parsed: (offset: number) => void;
};

type WaitingSnapshot = PromiseWithResolvers<Snapshot> & { wanted: number; deadline: number };

export type Snapshot = { offset: number; size: Size; bytes: Uint8Array };

/** Where all screens of a thread read to; xterm keeps nothing of it. */
const piece = Buffer.allocUnsafe(FEED_BYTES);
const lookAhead = Buffer.allocUnsafe(LOOK_AHEAD_BYTES);

/** What a session's terminal would show, kept by feeding its spool to a headless xterm at its own pace. */
export class Screen implements Pumped {
  readonly #source: ScreenSource;
  readonly #events: ScreenEvents;
  readonly #sizes: SizeTimeline;
  readonly #reader: SpoolReader;
  readonly #terminal: headless.Terminal;
  readonly #tidings = new Tidings();
  #title: string | null = null;
  #offset = 0;
  #end = 0;
  #ended = false;
  #lastIntroducer = 0;
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
    const reply = (text: string) => {
      if (this.#answering) events.reply(text);
    };
    this.#terminal.onData(reply);
    answerColorQueries(this.#terminal, reply);
    // What was marked before a daemon took over was told to the one before.
    listenForMarks(this.#terminal, (mark) => {
      if (this.#answering) this.#tidings.marked(mark);
    });
    this.#terminal.onTitleChange((title) => this.#tidings.titled(title));
  }

  /** Takes up the screen as it was last saved, if it was. Before anything else. */
  restore(): void {
    const saved = loadScreen(this.#source.file, this.#source.epoch);
    if (!saved) return;
    this.#terminal.resize(saved.size.cols, saved.size.rows);
    parse(this.#terminal, saved.bytes);
    this.#offset = saved.offset;
    this.#savedOffset = saved.offset;
    this.#lastIntroducer = saved.offset;
  }

  /** The spool has grown up to here. */
  grew(end: number): void {
    this.#end = Math.max(this.#end, end);
  }

  resized(offset: number, size: Size): void {
    this.#sizes.add({ offset, size });
    this.grew(offset);
  }

  ended(end: number): void {
    this.#ended = true;
    this.grew(end);
  }

  /** Parses the next piece of the spool. False when there is nothing to parse now. */
  pump(): boolean {
    this.#applySize();
    const hasMore = this.#offset < this.#end && this.#feed();
    this.#tellTidings();
    this.#applySize();
    this.#atRest(hasMore);
    return hasMore;
  }

  /** The screen at `wanted` or later, or as far as it comes in `SNAPSHOT_PATIENCE_MS`. */
  snapshot(wanted: number): Promise<Snapshot> {
    const waiting = {
      ...Promise.withResolvers<Snapshot>(),
      wanted,
      deadline: performance.now() + SNAPSHOT_PATIENCE_MS,
    };
    this.#waiting.push(waiting);
    return waiting.promise;
  }

  #takeSnapshot(): Snapshot {
    const { parserState } = internalsOf(this.#terminal);
    const offset = parserState === 0 ? this.#offset : this.#lastIntroducer;
    const text = serializeScreen(this.#terminal, this.#title);
    const size = { cols: this.#terminal.cols, rows: this.#terminal.rows };
    return { offset, size, bytes: new TextEncoder().encode(text) };
  }

  /** The picture, or undefined when it has not changed since it was last asked for. */
  picture(evenIfSame: boolean): Picture | undefined {
    if (!this.#changed && !evenIfSame) return undefined;
    this.#changed = false;
    return pictureOf(this.#terminal, this.#source.sessionId, internalsOf(this.#terminal).modes.cursorHidden);
  }

  /** The rows of the screen as text, each without the blanks at its end. */
  text(): string[] {
    const { active } = this.#terminal.buffer;
    return Array.from({ length: this.#terminal.rows }, (_, y) => {
      return (
        active
          .getLine(active.baseY + y)
          ?.translateToString(true)
          .trimEnd() ?? ''
      );
    });
  }

  dispose(): void {
    this.#atRest(false);
    this.#reader[Symbol.dispose]();
    this.#terminal.dispose();
  }

  #tellTidings(): void {
    const { title, marks } = this.#tidings.take();
    if (title !== undefined) {
      this.#title = displayText(title);
      this.#events.title(this.#title);
    }
    for (const mark of marks) this.#events.mark(mark);
  }

  #tellProgress(): void {
    if (this.#offset - this.#toldOffset < TELL_PROGRESS_BYTES) return;
    this.#toldOffset = this.#offset;
    this.#events.parsed(this.#offset);
  }

  /** Between two pieces, when the offset is true: what had to wait for that is done. */
  #atRest(hasMore: boolean): void {
    this.#tellProgress();
    this.#saveIfDue();
    if (this.#waiting.length === 0) return;
    const now = performance.now();
    const isDue = ({ wanted, deadline }: WaitingSnapshot) =>
      !hasMore || this.#offset >= wanted || now >= deadline;
    const due = this.#waiting.filter(isDue);
    if (due.length === 0) return;
    this.#waiting = this.#waiting.filter((waiting) => !due.includes(waiting));
    const snapshot = this.#takeSnapshot();
    for (const { resolve } of due) resolve(snapshot);
  }

  /** False when what there is must wait for more: all is parsed, or a character is cut. */
  #feed(): boolean {
    this.#fastForward();
    const read = this.#reader.read(this.#offset, this.#end, piece.subarray(0, this.#chunkLimit()));
    if ('gapTo' in read) {
      this.#offset = read.gapTo;
      return this.#offset < this.#end;
    }
    const mayGoOn = this.#offset + read.bytes.length === this.#end && !this.#ended;
    const wholeBytes = wholeCharacters(read.bytes);
    if (wholeBytes === 0 && mayGoOn) return false;
    // What is left then is no beginning of a character: a gap, a new size or the end follows.
    const whole = wholeBytes === 0 ? read.bytes : read.bytes.subarray(0, wholeBytes);
    this.#answering = this.#offset >= this.#source.answerFrom;
    parse(this.#terminal, whole);
    const introducer = lastIntroducer(whole);
    if (introducer >= 0) this.#lastIntroducer = this.#offset + introducer;
    this.#offset += whole.length;
    this.#changed = true;
    return this.#offset < this.#end;
  }

  /** Passes over output that would leave no trace on the screen. */
  #fastForward(): void {
    const resizeAt = this.#sizes.nextAfter(this.#offset)?.offset ?? Number.POSITIVE_INFINITY;
    const ahead = Math.min(this.#end, resizeAt) - this.#offset;
    if (ahead < FLOOD_BYTES) return;
    const read = this.#reader.read(this.#offset, this.#offset + ahead, lookAhead);
    if ('bytes' in read) this.#offset += tracelessBytes(this.#terminal, read.bytes);
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

  #saveIfDue(): void {
    const due =
      this.#offset - this.#savedOffset >= SAVE_AFTER_BYTES && Date.now() - this.#savedAt >= SAVE_EVERY_MS;
    if (!due) return;
    this.#savedOffset = this.#offset;
    this.#savedAt = Date.now();
    saveScreen(this.#source.file, this.#source.epoch, this.#takeSnapshot());
  }
}
