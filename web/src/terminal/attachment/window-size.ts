import { Size } from '@drover/protocol';

/** Lets a window that is being dragged come to rest: every resize makes the program repaint. */
const SETTLE_MS = 50;

export const sameSize = (a: Size | null, b: Size | null): boolean =>
  a === b || (a !== null && b !== null && a.cols === b.cols && a.rows === b.rows);

export const isMeaningfulSize = (size: Size): boolean => Size.safeParse(size).success;

/** The size that fits this window, and the asking for it while it is the one that counts. */
export class WindowSize {
  readonly #ask: (size: Size) => void;
  #size: Size;
  #asked: Size | null = null;
  #settling: ReturnType<typeof setTimeout> | undefined;

  constructor(initial: Size, ask: (size: Size) => void) {
    this.#size = initial;
    this.#ask = ask;
  }

  get current(): Size {
    return this.#size;
  }

  /** Nothing was asked for yet: a new attachment, or control that was elsewhere. */
  forgetAsked(): void {
    clearTimeout(this.#settling);
    this.#asked = null;
  }

  /** Sizes outside of 2–500 × 1–300, as of a hidden window, are ignored. */
  set(size: Size): void {
    if (isMeaningfulSize(size)) this.#size = size;
  }

  /** Asks once the window has rested, unless the session has this size already. */
  request(sessionSize: () => Size | null): void {
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.requestNow(sessionSize()), SETTLE_MS);
  }

  requestNow(sessionSize: Size | null): void {
    clearTimeout(this.#settling);
    if (sameSize(this.#size, this.#asked ?? sessionSize)) return;
    this.#asked = this.#size;
    this.#ask(this.#size);
  }
}
