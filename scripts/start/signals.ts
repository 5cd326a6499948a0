const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

// One Ctrl-C may arrive twice: from the terminal, and passed on by npm.
const SAME_PRESS_MS = 300;

/** Resolves `first` at the first signal to stop, and calls `again` at each later one. */
export class StopSignals implements Disposable {
  readonly first: Promise<void>;
  readonly #resolve: () => void;
  readonly #again: () => void;
  #firstAt: number | undefined;

  constructor(again: () => void) {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.first = promise;
    this.#resolve = resolve;
    this.#again = again;
    for (const signal of SIGNALS) process.on(signal, this.#onSignal);
  }

  [Symbol.dispose](): void {
    for (const signal of SIGNALS) process.off(signal, this.#onSignal);
  }

  readonly #onSignal = () => {
    const now = performance.now();
    if (this.#firstAt === undefined) {
      this.#firstAt = now;
      this.#resolve();
    } else if (now - this.#firstAt > SAME_PRESS_MS) {
      this.#again();
    }
  };
}
