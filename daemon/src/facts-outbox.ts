import type { SessionFacts } from '@drover/protocol';

/** Titles spin and viewers come and go: what nobody waits for is told at most this often per session. */
const GATHER_MS = 250;

/** Tells facts of sessions, the last ones for each; urgent ones at once. */
export class FactsOutbox {
  readonly #tell: (facts: SessionFacts) => void;
  readonly #waiting = new Map<string, SessionFacts>();
  #timer: NodeJS.Timeout | undefined;

  constructor(tell: (facts: SessionFacts) => void) {
    this.#tell = tell;
  }

  put(facts: SessionFacts, urgent: boolean): void {
    this.#waiting.delete(facts.sessionId);
    if (urgent) {
      this.#tell(facts);
      return;
    }
    this.#waiting.set(facts.sessionId, facts);
    this.#timer ??= setTimeout(() => this.flush(), GATHER_MS);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const facts of this.#waiting.values()) this.#tell(facts);
    this.#waiting.clear();
  }
}
