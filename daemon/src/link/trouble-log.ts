import type { Logger } from 'pino';
import type { Trouble } from './trouble.ts';

/** The same trouble again is told this often. */
const REPEAT_MS = 5 * 60_000;

/** Says what is wrong when that changes, and from time to time when it does not. */
export class TroubleLog {
  readonly #log: Logger;
  readonly #hub: string;
  #told: Trouble | undefined;
  #toldAt = 0;
  #unsaid = 0;

  constructor(log: Logger, hub: string) {
    this.#log = log;
    this.#hub = hub;
  }

  tell(trouble: Trouble): void {
    const isSame = trouble.code === this.#told?.code && trouble.words === this.#told.words;
    if (isSame && performance.now() - this.#toldAt < REPEAT_MS) {
      this.#unsaid++;
      return;
    }
    const { code, words } = trouble;
    const again = isSame ? { triesSince: this.#unsaid } : {};
    this.#log.warn({ hub: this.#hub, code, ...again }, `no connection to the hub, trying on: ${words}`);
    this.#told = trouble;
    this.#toldAt = performance.now();
    this.#unsaid = 0;
  }

  /** All is well; the next trouble is a new one. */
  clear(): void {
    this.#told = undefined;
  }
}
