import { onTestFailed, TestRunner } from 'vitest';

/** A run with this variable set to the seed of a failure draws the same numbers again. */
const SEED_VARIABLE = 'DROVER_SEED';

/** Random numbers that can be had again: their seed is in the message of a failure and in the long run's table. */
export class Random {
  readonly seed: number;
  #state: number;

  constructor(seed = Number(process.env[SEED_VARIABLE] ?? Date.now() % 1_000_000)) {
    this.seed = seed;
    this.#state = seed;
    const test = TestRunner.getCurrentTest();
    if (!test) return;
    test.meta.seed = seed;
    onTestFailed(({ task }) => {
      for (const error of task.result?.errors ?? []) error.message += ` (${SEED_VARIABLE}=${seed})`;
    });
  }

  /** From 0 up to, but not including, 1. It is mulberry32. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from 0 up to, but not including, `limit`. */
  below = (limit: number): number => Math.floor(this.next() * limit);

  pick<T>(items: readonly [T, ...T[]]): T {
    return items[this.below(items.length)] ?? items[0];
  }

  /** The same items in another order. */
  shuffled<T>(items: readonly T[]): T[] {
    return items
      .map((item) => ({ item, place: this.next() }))
      .sort((a, b) => a.place - b.place)
      .map(({ item }) => item);
  }

  /** Settles at a random moment within so many milliseconds. */
  wait = (maxMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, this.next() * maxMs));
}
