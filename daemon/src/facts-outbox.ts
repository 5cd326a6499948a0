import type { SessionFacts } from '@drover/protocol';

/** Titles spin and viewers come and go: what nobody waits for is told at most this often per session. */
const GATHER_MS = 250;

/**
 * Tells facts of sessions, the last ones for each; urgent ones at once. What could not be told because the line was
 * down waits for the next `flush`.
 */
export class FactsOutbox {
  /** False when the line is down. */
  readonly #tell: (facts: SessionFacts) => boolean;
  readonly #waiting = new Map<string, SessionFacts>();
  #timer: NodeJS.Timeout | undefined;

  constructor(tell: (facts: SessionFacts) => boolean) {
    this.#tell = tell;
  }

  put(facts: SessionFacts, urgent: boolean): void {
    this.#waiting.set(facts.sessionId, facts);
    if (urgent) this.#tellOne(facts);
    else this.#timer ??= setTimeout(() => this.flush(), GATHER_MS);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const facts of this.#waiting.values()) this.#tellOne(facts);
  }

  /** All facts have just been told in another way. */
  clear(): void {
    this.#waiting.clear();
  }

  #tellOne(facts: SessionFacts): void {
    if (this.#tell(facts)) this.#waiting.delete(facts.sessionId);
  }
}
