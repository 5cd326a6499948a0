import type { ErrorCode, Problem } from '@drover/protocol';
import { Attempts } from '../limits/attempts.ts';

/** Refusals that no honest peer of our version ever causes. */
const STRIKES: ReadonlySet<ErrorCode> = new Set([
  'hello_required',
  'input_too_large',
  'invalid_ack',
  'invalid_offset',
  'invalid_payload',
  'protocol_error',
  'rate_limited',
  'unknown_event',
]);

/** Ends a connection when too many of its messages within a minute were nonsense. */
export class Strikes {
  readonly #attempts: Attempts;
  readonly #out: () => void;

  constructor(perMinute: number, out: () => void) {
    this.#attempts = new Attempts(perMinute, performance.now.bind(performance));
    this.#out = out;
  }

  count(problem: Problem): void {
    if (!STRIKES.has(problem.code)) return;
    this.#attempts.add('');
    if (this.#attempts.isExhausted('')) this.#out();
  }
}
