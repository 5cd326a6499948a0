import type { ErrorCode, Problem } from '@drover/protocol';
import { Attempts } from '../limits/attempts.ts';

/** Refusals that no honest peer of our version ever causes. */
const STRIKES: ReadonlySet<ErrorCode> = new Set([
  'hello_required',
  'input_too_large',
  'invalid_offset',
  'invalid_payload',
  'protocol_error',
  'rate_limited',
  'unknown_event',
]);

/** Refusals that only a hostile peer causes, or one that has lost count. */
const GRAVE: ReadonlySet<ErrorCode> = new Set(['forbidden_session', 'invalid_ack']);
const MAX_GRAVE = 3;

/** Ends a connection when too many of its messages within a minute were nonsense, or a few ever were grave. */
export class Strikes {
  readonly #attempts: Attempts;
  readonly #out: () => void;
  #grave = 0;

  constructor(perMinute: number, out: () => void) {
    this.#attempts = new Attempts(perMinute, performance.now.bind(performance));
    this.#out = out;
  }

  count(problem: Problem): void {
    if (GRAVE.has(problem.code) && ++this.#grave >= MAX_GRAVE) this.#out();
    if (!STRIKES.has(problem.code)) return;
    this.#attempts.add('');
    if (this.#attempts.isExhausted('')) this.#out();
  }
}
