import type { IBuffer, IBufferCell, IBufferLine } from '@xterm/headless';
import { designate } from './charsets.ts';
import { type Attributes, attributesOf, type LinkLookup, type ScreenBuffer } from './internals.ts';
import { backgroundSgr, hasMoreThanBackground, link, sgr } from './sgr.ts';

/**
 * A buffer's lines as text that draws them on an empty screen of the same size, from its top left corner on, with
 * default attributes at begin and end; on its way it saves the cursor where that was saved.
 *
 * Written by us because @xterm/addon-serialize 0.14.0 loses hyperlinks, underline styles, and bold beside dim, and a
 * viewer that came late must see what the others see.
 */
export function bufferText(buffer: IBuffer, cols: number, screen: ScreenBuffer, linkOf: LinkLookup): string {
  const writer = new LineWriter(buffer.getNullCell(), cols, linkOf);
  const savedY = Math.min(screen.savedY, buffer.length - 1);
  for (let y = 0; y < buffer.length; y++) {
    const line = buffer.getLine(y);
    if (!line) break;
    writer.beginLine(line, y);
    writer.write(line, y === savedY ? screen : undefined);
  }
  return writer.finish();
}

/** Saves the cursor where it is, as it was saved. */
function saveCursor({ savedCurAttrData, savedCharset }: ScreenBuffer): string {
  const back = savedCharset ? designate(0, undefined) : '';
  return `${sgr(savedCurAttrData)}${savedCharset ? designate(0, savedCharset) : ''}\x1b7${back}${DEFAULT_SGR}`;
}

const NO_LINK = '\x1b]8;;\x1b\\';
const DEFAULT_SGR = '\x1b[0m';
const ERASE_CELL = '\x1b[X';
const WIDE_BLANK = '\u3000';

const column = (x: number) => `\x1b[${x + 1}G`;

class LineWriter {
  readonly #cell: IBufferCell;
  readonly #cols: number;
  readonly #linkOf: LinkLookup;
  readonly #parts: string[] = [];
  #link = NO_LINK;
  #sgr = DEFAULT_SGR;
  /** Cells of the line that nothing was printed in since the last printed one. */
  #skipped = 0;
  /** The background of the line's last cell, as a sequence. */
  #edge = DEFAULT_SGR;
  #wrapsByItself = false;

  constructor(cell: IBufferCell, cols: number, linkOf: LinkLookup) {
    this.#cell = cell;
    this.#cols = cols;
    this.#linkOf = linkOf;
  }

  /** Goes to the next line, the way its program did: by a line feed, or by printing over the edge. */
  beginLine(line: IBufferLine, y: number): void {
    this.#wrapsByItself = y > 0 && line.isWrapped && this.#canWrapInto(line);
    if (this.#wrapsByItself) return;
    this.#setDefault(); // or the new line would get this line's background
    if (!line.isWrapped) this.#parts.push(y > 0 ? '\r\n' : '');
    else if (y === 0) this.#wrapIntoFirst();
    else this.#wrap();
  }

  /** @param saves the screen whose cursor was saved in this line */
  write(line: IBufferLine, saves: ScreenBuffer | undefined): void {
    this.#skipped = 0;
    for (let x = 0; x < this.#cols; x++) {
      this.#writeCell(line, x);
      if (x > 0) continue;
      if (this.#wrapsByItself) this.#eraseRest();
      if (saves && saves.savedX < this.#cols) this.#saveCursor(saves, line.getCell(0)?.getWidth() || 1);
    }
    if (saves && saves.savedX >= this.#cols) this.#saveHangingCursor(saves);
  }

  finish(): string {
    this.#setDefault();
    return this.#parts.join('');
  }

  /** Whether printing on from the last line comes out in this one by itself. */
  #canWrapInto(next: IBufferLine): boolean {
    const first = next.getCell(0, this.#cell);
    const width = first?.getWidth() ?? 0;
    if (!first?.getChars() || width === 0) return false;
    return this.#skipped === 0 || (width === 2 && this.#skipped === 1 && this.#cols > 1);
  }

  /** Prints over the edge, and takes back what was printed. */
  #wrap(): void {
    if (this.#skipped === 0) {
      this.#parts.push('.\r', ERASE_CELL);
      return;
    }
    const edge = column(this.#cols - 1);
    this.#parts.push(`${edge}..\r${ERASE_CELL}\x1b[A${edge}${this.#edge}${ERASE_CELL}${DEFAULT_SGR}\x1b[B\r`);
  }

  /** A line that continues one which is no longer kept: its beginning is printed, and deleted. */
  #wrapIntoFirst(): void {
    this.#parts.push(`${column(this.#cols - 1)}..\x1b[H\x1b[M${ERASE_CELL}`);
  }

  /** A line that was scrolled in by wrapping is as a whole in the colour of what was printed. */
  #eraseRest(): void {
    if (this.#sgr === DEFAULT_SGR) return;
    this.#setDefault();
    this.#parts.push('\x1b[K');
  }

  #saveCursor(screen: ScreenBuffer, firstWidth: number): void {
    this.#setDefault();
    this.#parts.push(column(screen.savedX), saveCursor(screen), column(firstWidth - this.#skipped));
  }

  /** A cursor past the last column, where it is after the last cell was printed. */
  #saveHangingCursor(screen: ScreenBuffer): void {
    this.#setDefault();
    const isBlank = this.#skipped > 0;
    if (isBlank) this.#parts.push(column(this.#cols - 1), ' ');
    this.#parts.push(saveCursor(screen));
    if (isBlank) this.#parts.push(column(this.#cols - 1), this.#edge, ERASE_CELL, DEFAULT_SGR);
    this.#skipped = isBlank ? 1 : 0;
  }

  #writeCell(line: IBufferLine, x: number): void {
    const cell = line.getCell(x, this.#cell);
    if (!cell) return;
    const [chars, width, attributes] = [cell.getChars(), cell.getWidth(), attributesOf(cell)];
    if (chars === '') {
      if (width > 0) this.#writeBlank(x, attributes);
      return;
    }
    this.#edge = DEFAULT_SGR;
    this.#goOn();
    this.#setStyle(attributes);
    if (width === 0) this.#parts.push(this.#sgr); // A sequence, or it would join the character before.
    this.#parts.push(x + width > this.#cols ? ' ' : chars);
  }

  /** A cell that nothing is printed in. */
  #writeBlank(x: number, attributes: Attributes): void {
    const isLast = x === this.#cols - 1;
    const background = backgroundSgr(attributes);
    if (isLast) this.#edge = background;
    if (hasMoreThanBackground(attributes) && !isLast) {
      this.#writeHollow(x, attributes);
      return;
    }
    if (background === DEFAULT_SGR) {
      this.#skipped++;
      return;
    }
    this.#goOn();
    this.#setLink(NO_LINK);
    this.#setSgr(background);
    // A coloured cell that nothing was printed in stays one: erased in its colour, and passed over.
    this.#parts.push(ERASE_CELL);
    this.#skipped = 1;
  }

  /** What is left of a wide character when its other half was printed over: empty, with all attributes. */
  #writeHollow(x: number, attributes: Attributes): void {
    this.#goOn();
    this.#setStyle(attributes);
    this.#parts.push(`${WIDE_BLANK}${column(x + 1)} ${column(x + 1)}`);
    this.#setDefault();
    this.#parts.push(ERASE_CELL);
  }

  #goOn(): void {
    if (this.#skipped > 0) this.#parts.push(`\x1b[${this.#skipped}C`);
    this.#skipped = 0;
  }

  #setStyle(attributes: Attributes): void {
    this.#setLink(link(attributes, this.#linkOf));
    this.#setSgr(sgr(attributes));
  }

  #setDefault(): void {
    this.#setLink(NO_LINK);
    this.#setSgr(DEFAULT_SGR);
  }

  #setLink(sequence: string): void {
    if (sequence !== this.#link) this.#parts.push(sequence);
    this.#link = sequence;
  }

  #setSgr(sequence: string): void {
    if (sequence !== this.#sgr) this.#parts.push(sequence);
    this.#sgr = sequence;
  }
}
