/** Allows `perSecond` on average and bursts of two seconds' worth. */
export class TokenBucket {
  readonly #perSecond: number;
  readonly #now: () => number;
  #tokens: number;
  #filledAt: number;

  /** `now` in milliseconds, monotonic. */
  constructor(perSecond: number, now: () => number = performance.now.bind(performance)) {
    this.#perSecond = perSecond;
    this.#now = now;
    this.#tokens = 2 * perSecond;
    this.#filledAt = now();
  }

  get isFull(): boolean {
    this.#fill();
    return this.#tokens === 2 * this.#perSecond;
  }

  /** Takes one token; false when there is none. */
  take(): boolean {
    this.#fill();
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  #fill(): void {
    const now = this.#now();
    const earned = ((now - this.#filledAt) / 1_000) * this.#perSecond;
    this.#tokens = Math.min(2 * this.#perSecond, this.#tokens + earned);
    this.#filledAt = now;
  }
}
