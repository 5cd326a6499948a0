export interface BackoffTimes {
  firstMs: number;
  maxMs: number;
  /** A program that ran this long is taken for healthy: its next fall starts from `firstMs` again. */
  healthyMs: number;
}

const TIMES: BackoffTimes = { firstMs: 250, maxMs: 10_000, healthyMs: 30_000 };

/** How long to wait before a program that keeps dying is started again. */
export class Backoff {
  readonly #times: BackoffTimes;
  #nextMs: number;

  constructor(times: BackoffTimes = TIMES) {
    this.#times = times;
    this.#nextMs = times.firstMs;
  }

  next(uptimeMs: number): number {
    if (uptimeMs >= this.#times.healthyMs) this.#nextMs = this.#times.firstMs;
    const delayMs = this.#nextMs;
    this.#nextMs = Math.min(delayMs * 2, this.#times.maxMs);
    return delayMs;
  }
}
