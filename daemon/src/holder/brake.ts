/** Output that a program may be ahead of its screen before it is held back. */
const AHEAD_BYTES = 2 * 1024 * 1024;

/** A daemon that has said nothing for so long is away, whatever its socket says; its absence holds nobody back. */
const PATIENCE_MS = 500;

/**
 * Keeps a flooding program to the pace at which its screen is parsed, as every terminal does: else the answer to a
 * Ctrl-C would stand behind seconds of output that nobody has drawn. Works only while a daemon tells how far it is.
 * Viewers play no part in it.
 */
export class Brake {
  readonly #hold: (on: boolean) => void;
  #parsed: number | undefined;
  #end = 0;
  #isOn = false;
  #patience: NodeJS.Timeout | undefined;

  /** `hold(true)` stops the reading of output, `hold(false)` lets it go on. */
  constructor(hold: (on: boolean) => void) {
    this.#hold = hold;
  }

  /** The program has printed up to here. */
  printed(end: number): void {
    this.#end = end;
    if (this.#parsed !== undefined && end - this.#parsed > AHEAD_BYTES) this.#set(true);
  }

  /** The screen has been parsed up to here. */
  parsed(offset: number): void {
    this.#parsed = offset;
    if (this.#end - offset <= AHEAD_BYTES) this.#set(false);
    else this.#waitAnew();
  }

  /** Holds nobody back until the next word of a daemon. */
  release(): void {
    this.#parsed = undefined;
    this.#set(false);
  }

  #set(on: boolean): void {
    if (on === this.#isOn) return;
    this.#isOn = on;
    clearTimeout(this.#patience);
    if (on) this.#waitAnew();
    this.#hold(on);
  }

  #waitAnew(): void {
    clearTimeout(this.#patience);
    if (this.#isOn) this.#patience = setTimeout(() => this.release(), PATIENCE_MS);
  }
}
