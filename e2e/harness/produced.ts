import { join } from 'node:path';
import { LINE_BYTES, lineAt } from './produced-line.ts';

const PRODUCER = join(import.meta.dirname, 'producer.ts');

const LINE = /^(\d{16}) ([0-9a-f]{8}) [0-9a-f]{8} \.+$/;

/** A command line that prints so many self-describing bytes, then a word that only its end can print. */
export function produce(bytes: number, bytesPerSecond?: number): string {
  const seed = Math.floor(Math.random() * 2 ** 32);
  return `${process.execPath} ${PRODUCER} ${bytes} ${seed} ${bytesPerSecond ?? ''}; echo fin""ished\r`;
}

/**
 * Reads what a producer printed and says what is wrong with it, by its content alone: a gap, a double, a swap, or
 * lines of another producer. What is no such line, as a prompt, is passed over.
 */
export class ProducedLines {
  readonly faults: string[] = [];
  /** Lines that were right. */
  count = 0;
  /** Bytes that the producer has printed up to the end of the last line. */
  end = 0;
  #seed: string | undefined;
  #rest: string | undefined = '';

  /** The next bytes of the session. */
  feed(bytes: Uint8Array): void {
    const lines = ((this.#rest ?? '') + Buffer.from(bytes).toString('latin1')).split('\r\n');
    // After a jump, the first line may be the end of one.
    if (this.#rest === undefined && lines.length > 1) lines.shift();
    else if (this.#rest === undefined) return;
    this.#rest = lines.pop();
    for (const line of lines) this.#line(line);
  }

  /** What comes next may be from further on. */
  jump(): void {
    this.#seed = undefined;
    this.#rest = undefined;
  }

  #line(line: string): void {
    const [, offset, seed = ''] = LINE.exec(line) ?? [];
    if (offset === undefined) return;
    const at = Number(offset);
    if (lineAt(at, Number.parseInt(seed, 16)) !== line) this.faults.push(`a broken line: ${line}`);
    // Each producer begins at 0; one that goes on must do so where it was.
    const isBeginning = at === 0 && seed !== this.#seed;
    if (this.#seed !== undefined && !isBeginning && (seed !== this.#seed || at !== this.end))
      this.faults.push(`line ${at} of producer ${seed} after ${this.end} of ${this.#seed}`);
    this.#seed = seed;
    this.end = at + LINE_BYTES;
    this.count++;
  }
}
