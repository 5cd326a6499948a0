import type { Terminal } from '@xterm/headless';

/** Modes that are not a mode of the screen's future: alternate screens and their cursor are in the buffer, DECCOLM
 * clears, origin mode moves the cursor and is restored with it, synchronized output lasts for one frame. */
const NOT_REPLAYED = new Set([3, 6, 47, 1047, 1048, 1049, 2026]);

/** What DECSTR resets beside attributes (xterm's InputHandler.softReset). */
const SOFT_RESET = [1, 7, 25, 66];

/** Remembers the modes a program has set that no part of xterm's serialization keeps. */
export class ModeTracker {
  readonly #private = new Map<number, boolean>();
  readonly #ansi = new Map<number, boolean>();
  #cursorStyle: number | undefined;
  #keypad: '=' | '>' | undefined;
  originMode = false;

  constructor(terminal: Terminal) {
    const { parser } = terminal;
    const heard = (note: () => void) => {
      note();
      return false; // xterm itself acts on it
    };
    parser.registerCsiHandler({ prefix: '?', final: 'h' }, (params) =>
      heard(() => this.#setPrivate(params, true)),
    );
    parser.registerCsiHandler({ prefix: '?', final: 'l' }, (params) =>
      heard(() => this.#setPrivate(params, false)),
    );
    parser.registerCsiHandler({ final: 'h' }, (params) => heard(() => this.#setAnsi(params, true)));
    parser.registerCsiHandler({ final: 'l' }, (params) => heard(() => this.#setAnsi(params, false)));
    parser.registerCsiHandler({ intermediates: ' ', final: 'q' }, (params) =>
      heard(() => {
        this.#cursorStyle = Number(params[0] ?? 0);
      }),
    );
    for (const final of ['=', '>'] as const) {
      parser.registerEscHandler({ final }, () =>
        heard(() => {
          this.#keypad = final;
        }),
      );
    }
    parser.registerEscHandler({ final: 'c' }, () => heard(() => this.#reset()));
    parser.registerCsiHandler({ intermediates: '!', final: 'p' }, () => heard(() => this.#softReset()));
  }

  /** Sequences that set the modes again on a fresh terminal. */
  serialize(): string {
    const letter = (on: boolean) => (on ? 'h' : 'l');
    const ansi = [...this.#ansi].map(([mode, on]) => `\x1b[${mode}${letter(on)}`);
    const keypad = this.#keypad ? [`\x1b${this.#keypad}`] : [];
    const modes = [...this.#private].map(([mode, on]) => `\x1b[?${mode}${letter(on)}`);
    const cursor = this.#cursorStyle === undefined ? [] : [`\x1b[${this.#cursorStyle} q`];
    return [...ansi, ...keypad, ...modes, ...cursor].join('');
  }

  get insertMode(): boolean {
    return this.#ansi.get(4) ?? false;
  }

  get cursorHidden(): boolean {
    return this.#private.get(25) === false;
  }

  #setPrivate(params: (number | number[])[], on: boolean): void {
    for (const mode of params.flat()) {
      if (mode === 6) this.originMode = on;
      if (NOT_REPLAYED.has(mode)) continue;
      // Set again, a mode moves to the end: of two that exclude each other (mouse encodings), the later counts.
      this.#private.delete(mode);
      this.#private.set(mode, on);
    }
  }

  #setAnsi(params: (number | number[])[], on: boolean): void {
    for (const mode of params.flat()) this.#ansi.set(mode, on);
  }

  #reset(): void {
    this.#private.clear();
    this.#ansi.clear();
    this.#cursorStyle = undefined;
    this.#keypad = undefined;
    this.originMode = false;
  }

  #softReset(): void {
    for (const mode of SOFT_RESET) this.#private.delete(mode);
    this.#ansi.clear();
    this.originMode = false;
  }
}
