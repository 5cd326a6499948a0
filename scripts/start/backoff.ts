export interface BackoffTimes {
  firstMs: number;
  maxMs: number;
  /** A program that ran this long is taken for healthy: its next fall starts from `firstMs` again. */
  healthyMs: number;
}

const TIMES: BackoffTimes = { firstMs: 250, maxMs: 60_000, healthyMs: 30_000 };

/**
 * How long to wait before a program that keeps dying is started again: twice as long each time, less up to half by
 * chance, so that machines that lost the same thing do not all come back at once.
 */
export class Backoff {
  readonly #times: BackoffTimes;
  /** 0 to 1. */
  readonly #random: () => number;
  #nextMs: number;

  constructor(times: BackoffTimes = TIMES, random: () => number = Math.random) {
    this.#times = times;
    this.#random = random;
    this.#nextMs = times.firstMs;
  }

  next(uptimeMs: number): number {
    if (uptimeMs >= this.#times.healthyMs) this.#nextMs = this.#times.firstMs;
    const delayMs = this.#nextMs;
    this.#nextMs = Math.min(delayMs * 2, this.#times.maxMs);
    return Math.round(delayMs * (1 - this.#random() / 2));
  }
}
