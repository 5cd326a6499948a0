import { DroverError } from '@drover/protocol';
import { TokenBucket } from './token-bucket.ts';

/** Beyond so many keys, those that were quiet for long are forgotten. */
const MAX_KEPT = 1_000;

/** A token bucket for each key. */
export class Buckets {
  readonly #perSecond: number;
  readonly #now: () => number;
  readonly #buckets = new Map<string, TokenBucket>();

  /** `now` in milliseconds, monotonic. */
  constructor(perSecond: number, now: () => number = performance.now.bind(performance)) {
    this.#perSecond = perSecond;
    this.#now = now;
  }

  get size(): number {
    return this.#buckets.size;
  }

  /** Takes one token of this key. Throws `rate_limited` when there is none. */
  take(key: string): void {
    const bucket = this.#buckets.get(key) ?? this.#add(key);
    if (bucket.take()) return;
    throw new DroverError('rate_limited', 'Too many of these at once; wait a moment and try again.');
  }

  #add(key: string): TokenBucket {
    if (this.#buckets.size >= MAX_KEPT) this.#forgetFull();
    const bucket = new TokenBucket(this.#perSecond, this.#now);
    this.#buckets.set(key, bucket);
    return bucket;
  }

  /** A full bucket is as good as a new one. */
  #forgetFull(): void {
    for (const [key, bucket] of this.#buckets) if (bucket.isFull) this.#buckets.delete(key);
  }
}
