import type { Terminal } from '@xterm/headless';
import { SizeTimeline } from '../spool/sizes.ts';
import { wholeCharacters } from '../spool/utf8.ts';
import { internalsOf, parse } from '../terminal/internals.ts';
import { serializeScreen } from '../terminal/snapshot.ts';
import type { Stream } from './corpus/index.ts';
import { viewerTerminal } from './terminal-state.ts';

/** What the dashboard writes before a snapshot: aborts a half-read sequence (CAN), resets (RIS). */
const START_ANEW = Buffer.from('\x18\x1bc');

/** Feeds a part of a stream in one frame, or in one to each of its sizes. */
export function play(terminal: Terminal, { bytes, sizes }: Stream, from: number, to: number): void {
  const timeline = new SizeTimeline(sizes);
  for (let at = from; at < to; ) {
    const end = Math.min(to, timeline.nextAfter(at)?.offset ?? to);
    parse(terminal, bytes.subarray(at, end));
    at = end;
    const { cols, rows } = timeline.at(at) ?? terminal;
    if (cols !== terminal.cols || rows !== terminal.rows) terminal.resize(cols, rows);
  }
}

/** A stream on its way into a terminal. */
export class Replay implements Disposable {
  readonly terminal: Terminal;
  readonly #stream: Stream;
  #offset = 0;
  title: string | null = null;

  constructor(stream: Stream) {
    const { cols, rows } = stream.sizes[0]?.size ?? { cols: 80, rows: 24 };
    this.terminal = viewerTerminal(cols, rows);
    this.#stream = stream;
    this.terminal.onTitleChange((title) => {
      this.title = title;
    });
  }

  playTo(offset: number): void {
    play(this.terminal, this.#stream, this.#offset, offset);
    this.#offset = offset;
  }

  /** No escape sequence is open: a snapshot may be taken. */
  get isAtRest(): boolean {
    return internalsOf(this.terminal).parserState === 0;
  }

  snapshot(): string {
    return serializeScreen(this.terminal, this.title);
  }

  [Symbol.dispose](): void {
    this.terminal.dispose();
  }
}

/** A terminal that is shown one snapshot after the other, as the dashboard's is. */
export class SnapshotViewer implements Disposable {
  readonly terminal: Terminal = viewerTerminal(80, 24);
  title: string | null = null;

  constructor() {
    this.terminal.onTitleChange((title) => {
      this.title = title;
    });
  }

  show({ cols, rows }: Pick<Terminal, 'cols' | 'rows'>, snapshot: string): void {
    this.title = null;
    parse(this.terminal, START_ANEW);
    this.terminal.resize(cols, rows);
    parse(this.terminal, Buffer.from(snapshot));
  }

  [Symbol.dispose](): void {
    this.terminal.dispose();
  }
}

/** Offsets at which a stream may be cut into frames: those between two characters, the end among them. */
export function frameEnds(bytes: Buffer): number[] {
  const ends: number[] = [];
  for (let end = 1; end <= bytes.length; end++) {
    // Only the last bytes before a cut decide whether it is one.
    const from = Math.max(0, end - 4);
    if (wholeCharacters(bytes.subarray(from, end)) === end - from) ends.push(end);
  }
  return ends;
}

/** Those of a stream's `frameEnds` at which no escape sequence is open. */
export function restingPoints(stream: Stream): number[] {
  using replay = new Replay(stream);
  return frameEnds(stream.bytes).filter((end) => {
    replay.playTo(end);
    return replay.isAtRest;
  });
}
