/** How often a watched session's holder is asked, and how long it may take to answer. */
const ASK_EVERY_MS = 2_000;
const PATIENCE_MS = 2_000;

export type StallEvents = {
  /** Asks the holder for an answer; false when it cannot be asked. */
  ping: () => boolean;
  stalled: (isStalled: boolean) => void;
};

/**
 * Finds out when a holder stops answering, and when it answers again. Only while somebody watches: a session that
 * nobody looks at costs nothing.
 */
export class StallWatch {
  isStalled = false;
  readonly #events: StallEvents;
  #asking: NodeJS.Timeout | undefined;
  #patience: NodeJS.Timeout | undefined;

  constructor(events: StallEvents) {
    this.#events = events;
  }

  watch(on: boolean): void {
    clearInterval(this.#asking);
    clearTimeout(this.#patience);
    this.#asking = on ? setInterval(() => this.#ask(), ASK_EVERY_MS) : undefined;
    this.#patience = undefined;
  }

  answered(): void {
    clearTimeout(this.#patience);
    this.#patience = undefined;
    this.#set(false);
  }

  #ask(): void {
    if (this.isStalled || this.#patience || !this.#events.ping()) return;
    this.#patience = setTimeout(() => this.#set(true), PATIENCE_MS);
  }

  #set(isStalled: boolean): void {
    if (isStalled === this.isStalled) return;
    this.isStalled = isStalled;
    this.#events.stalled(isStalled);
  }
}
