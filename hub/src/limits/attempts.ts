const MINUTE_MS = 60_000;

/** Counts what happened per key within the last minute. Keys that were quiet for a minute cost nothing. */
export class Attempts {
  readonly #limit: number;
  readonly #clock: () => number;
  readonly #times = new Map<string, number[]>();

  /** More than `limit` within a minute are too many. */
  constructor(limit: number, clock: () => number) {
    this.#limit = limit;
    this.#clock = clock;
  }

  add(key: string): void {
    this.#forgetOld();
    this.#times.set(key, [...(this.#times.get(key) ?? []), this.#clock()].slice(-this.#limit));
  }

  /** Takes back the last one. */
  forgive(key: string): void {
    this.#times.get(key)?.pop();
  }

  clear(key: string): void {
    this.#times.delete(key);
  }

  isExhausted(key: string): boolean {
    this.#forgetOld();
    return (this.#times.get(key)?.length ?? 0) >= this.#limit;
  }

  #forgetOld(): void {
    const now = this.#clock();
    for (const [key, times] of this.#times) {
      // A clock that was set back must not lock anyone out.
      const recent = times.filter((time) => time > now - MINUTE_MS && time <= now);
      if (recent.length > 0) this.#times.set(key, recent);
      else this.#times.delete(key);
    }
  }
}
