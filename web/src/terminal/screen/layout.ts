import type { Size } from '@drover/protocol';
import type { Terminal } from '@xterm/xterm';
import { type Box, fontThatFits, MIN_LEGIBLE_FONT_PX, sizeThatFits } from './fit.ts';

/** Width of the terminal's own scrollbar, which lies beside the cells. */
export const SCROLLBAR_PX = 10;

/** Between the edge of the area and the cells, on each side. */
const INSET_PX = 6;

/**
 * Places a terminal in its area. One that follows the window has the viewer's font and as many cells as fit; one that
 * does not has the session's cells, in the middle, and as large a font as shows them all.
 */
export class Layout {
  readonly #terminal: Terminal;
  readonly #area: HTMLElement;
  readonly #frame: HTMLElement;

  /** @param frame holds the terminal and lies in `area`, which scrolls when the frame is larger */
  constructor(terminal: Terminal, area: HTMLElement, frame: HTMLElement) {
    this.#terminal = terminal;
    this.#area = area;
    this.#frame = frame;
  }

  /** The size that fits the area with the viewer's own font, exact while the terminal has that font. */
  windowSize(ownFont: number): Size {
    const { cell, font } = this.#measureCell();
    const scale = ownFont / font;
    return sizeThatFits(this.#room(), { width: cell.width * scale, height: cell.height * scale });
  }

  followWindow(ownFont: number): void {
    this.#setFont(ownFont);
    this.#frame.dataset.letterboxed = 'false';
    this.#frame.style.width = '100%';
    this.#frame.style.height = '100%';
  }

  letterbox(ownFont: number): void {
    this.#shrinkToFit(ownFont);
    const { cell } = this.#measureCell();
    const { cols, rows } = this.#terminal;
    this.#frame.dataset.letterboxed = 'true';
    this.#frame.style.width = `${cols * cell.width + SCROLLBAR_PX + 2 * INSET_PX}px`;
    this.#frame.style.height = `${rows * cell.height + 2 * INSET_PX}px`;
  }

  /** A font's cells are rounded to device pixels, so the computed font may still be half a pixel too large. */
  #shrinkToFit(ownFont: number): void {
    const room = this.#room();
    const { cols, rows } = this.#terminal;
    const { cell, font } = this.#measureCell();
    let candidate = fontThatFits(room, { cols, rows }, cell, font, ownFont);
    this.#setFont(candidate);
    while (candidate > MIN_LEGIBLE_FONT_PX && !this.#fits(room)) {
      candidate -= 0.5;
      this.#setFont(candidate);
    }
  }

  #fits(room: Box): boolean {
    const { cell } = this.#measureCell();
    return this.#terminal.cols * cell.width <= room.width && this.#terminal.rows * cell.height <= room.height;
  }

  /** What the area leaves for cells. */
  #room(): Box {
    return {
      width: this.#area.clientWidth - SCROLLBAR_PX - 2 * INSET_PX,
      height: this.#area.clientHeight - 2 * INSET_PX,
    };
  }

  #measureCell(): { cell: Box; font: number } {
    const screen = this.#terminal.element?.querySelector('.xterm-screen');
    const { width, height } = screen?.getBoundingClientRect() ?? { width: 0, height: 0 };
    const cell = { width: width / this.#terminal.cols, height: height / this.#terminal.rows };
    return { cell, font: this.#terminal.options.fontSize ?? 1 };
  }

  #setFont(size: number): void {
    if (this.#terminal.options.fontSize !== size) this.#terminal.options.fontSize = size;
  }
}
