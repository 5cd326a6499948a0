import { GO, READY } from '../programs/commands.ts';
import { numberedLines } from '../programs/lines.ts';
import type { Place } from '../stage.ts';
import { IGNORED, type Line, openLine } from './page.ts';

/** Bytes of output that were as they should be, and bytes that were left out for a snapshot of the screen. */
export type ExactRead = { ms: number; bytes: number; skipped: number };

/** Tells programs that print so many numbered lines to go on, and holds each byte that comes to what it should be. */
export async function readExactly({ places, lines }: { places: Place[]; lines: number }): Promise<ExactRead> {
  const expected = Buffer.concat([Buffer.from(READY), numberedLines(lines, '\r\n')]);
  const readers = await Promise.all(places.map((place) => ExactReader.open(place, expected)));
  await Promise.all(readers.map((reader) => reader.isReady));
  const started = performance.now();
  for (const reader of readers) reader.go();
  await Promise.all(readers.map((reader) => reader.isDone));
  const ms = performance.now() - started;
  for (const reader of readers) reader.close();
  const sum = (of: (reader: ExactReader) => number) => readers.reduce((total, each) => total + of(each), 0);
  return { ms, bytes: sum(({ bytes }) => bytes), skipped: sum(({ skipped }) => skipped) };
}

class ExactReader {
  bytes = 0;
  skipped = 0;
  readonly #ready = Promise.withResolvers<void>();
  readonly #done = Promise.withResolvers<void>();
  readonly #expected: Buffer;
  #offset = 0;
  #line: Line | undefined;

  private constructor(expected: Buffer) {
    this.#expected = expected;
  }

  static async open(place: Place, expected: Buffer): Promise<ExactReader> {
    const reader = new ExactReader(expected);
    reader.#line = await openLine(place, {
      ...IGNORED,
      output: (bytes, offset, parsed) => reader.#read(bytes, offset, parsed),
      reset: (offset) => reader.#skipTo(offset),
    });
    return reader;
  }

  get isReady(): Promise<void> {
    return this.#ready.promise;
  }

  /** All bytes have been read, or left out. Rejects at the first wrong one. */
  get isDone(): Promise<void> {
    return this.#done.promise;
  }

  go = (): void => this.#line?.type(GO);

  close = (): void => this.#line?.close();

  #read(bytes: Uint8Array, offset: number, parsed: () => void): void {
    const end = offset + bytes.length;
    const isRight =
      offset === this.#offset &&
      end <= this.#expected.length &&
      this.#expected.compare(bytes, 0, bytes.length, offset, end) === 0;
    if (!isRight) this.#done.reject(new Error(`wrong bytes at ${offset}, after ${this.#offset}`));
    this.bytes += bytes.length;
    this.#arriveAt(end);
    parsed();
  }

  #skipTo(offset: number): void {
    this.skipped += offset - this.#offset;
    this.#arriveAt(offset);
  }

  #arriveAt(offset: number): void {
    this.#offset = offset;
    if (offset >= READY.length) this.#ready.resolve();
    if (offset >= this.#expected.length) this.#done.resolve();
  }
}
