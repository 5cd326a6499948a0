import type { IBuffer, IBufferCell, IBufferLine } from '@xterm/headless';
import { attributesOf, type LinkLookup } from './internals.ts';
import { link, sgr } from './sgr.ts';

/**
 * A buffer's lines as text that draws them on an empty screen of the same size, from its top left corner on, with
 * default attributes at begin and end.
 *
 * Written by us because @xterm/addon-serialize 0.14.0 loses hyperlinks, underline styles, and bold beside dim, and a
 * viewer that came late must see what the others see. A line that continues the one before is made by printing over
 * the edge, as its program did. Where that line was erased at the edge later, it becomes a line of its own: that
 * differs only when the window is made wider afterwards.
 */
export function bufferText(buffer: IBuffer, linkOf: LinkLookup): string {
  const writer = new LineWriter(buffer.getNullCell(), linkOf);
  for (let y = 0; y < buffer.length; y++) {
    const line = buffer.getLine(y);
    if (!line) break;
    const continues = y > 0 && line.isWrapped && writer.canWrapInto(line);
    if (y > 0 && !continues) writer.newLine();
    writer.write(line);
  }
  return writer.finish();
}

const DEFAULT_STYLE = `\x1b]8;;\x1b\\\x1b[0m`;

class LineWriter {
  readonly #cell: IBufferCell;
  readonly #linkOf: LinkLookup;
  readonly #parts: string[] = [];
  #style = DEFAULT_STYLE;
  /** Cells of the line that nothing was printed in since the last printed one. */
  #skipped = 0;
  #columns = 0;

  constructor(cell: IBufferCell, linkOf: LinkLookup) {
    this.#cell = cell;
    this.#linkOf = linkOf;
  }

  write(line: IBufferLine): void {
    this.#skipped = 0;
    this.#columns = line.length;
    for (let x = 0; x < line.length; x++) this.#writeCell(line, x);
  }

  newLine(): void {
    this.#setStyle(DEFAULT_STYLE); // or the new line would get this line's background
    this.#parts.push('\r\n');
  }

  /** Whether printing on from the last line comes out in this one by itself. */
  canWrapInto(next: IBufferLine): boolean {
    const first = next.getCell(0, this.#cell);
    if (!first?.getChars()) return false;
    return this.#skipped === 0 || (first.getWidth() === 2 && this.#skipped === 1 && this.#columns > 1);
  }

  finish(): string {
    this.#setStyle(DEFAULT_STYLE);
    return this.#parts.join('');
  }

  #writeCell(line: IBufferLine, x: number): void {
    const cell = line.getCell(x, this.#cell);
    if (!cell || cell.getWidth() === 0) return; // the right half of a wide character
    const chars = cell.getChars();
    const isBlank = chars === '';
    if (isBlank && cell.isBgDefault() && !cell.isInverse()) {
      this.#skipped++;
      return;
    }
    if (this.#skipped > 0) this.#parts.push(`\x1b[${this.#skipped}C`);
    this.#skipped = isBlank ? 1 : 0;
    const attributes = attributesOf(cell);
    this.#setStyle(`${link(attributes, this.#linkOf)}${sgr(attributes)}`);
    // A coloured cell that nothing was printed in stays one: erased in its colour, and passed over.
    this.#parts.push(isBlank ? '\x1b[X' : chars);
  }

  #setStyle(style: string): void {
    if (style !== this.#style) this.#parts.push(style);
    this.#style = style;
  }
}
