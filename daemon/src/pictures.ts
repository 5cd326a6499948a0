/** How often pictures are looked at while somebody wants them. */
const EVERY_MS = 1_000;

/** Asks the screens for pictures while somebody looks at them, and not otherwise. */
export class PictureClock {
  readonly #ask: (all: boolean) => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(ask: (all: boolean) => void) {
    this.#ask = ask;
  }

  /** Wanted anew, all pictures are told at once: somebody has none yet. */
  set(wanted: boolean): void {
    clearInterval(this.#timer);
    if (!wanted) return;
    this.#ask(true);
    this.#timer = setInterval(() => this.#ask(false), EVERY_MS);
  }
}
