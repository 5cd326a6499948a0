import type { SessionFacts } from '@drover/protocol';

/** Titles spin and viewers come and go: what nobody waits for is told at most this often per session. */
const GATHER_MS = 250;

/** What is urgent more often within that time flickers, and nobody could follow it. */
const MAX_URGENT = 8;

/**
 * Tells facts of sessions, the last ones for each; urgent ones at once. What could not be told because the line was
 * down waits for the next `flush`.
 */
export class FactsOutbox {
  /** False when the line is down. */
  readonly #tell: (facts: SessionFacts) => boolean;
  readonly #waiting = new Map<string, SessionFacts>();
  /** How often each session has been urgent since the last flush. */
  readonly #urgent = new Map<string, number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(tell: (facts: SessionFacts) => boolean) {
    this.#tell = tell;
  }

  put(facts: SessionFacts, urgent: boolean): void {
    const { sessionId } = facts;
    this.#waiting.set(sessionId, facts);
    this.#timer ??= setTimeout(() => this.flush(), GATHER_MS);
    const before = this.#urgent.get(sessionId) ?? 0;
    if (!urgent || before >= MAX_URGENT) return;
    this.#urgent.set(sessionId, before + 1);
    this.#tellOne(facts);
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#urgent.clear();
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
