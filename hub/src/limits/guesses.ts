import { DroverError } from '@drover/protocol';
import { Attempts } from './attempts.ts';

type Options = {
  /** Wrong guesses a minute at one thing from one address, and from one address at all things. */
  perThing: number;
  perAddress: number;
  clock: () => number;
};

/** Slows down who guesses at passwords and codes: after too many wrong ones even the right one is refused. */
export class Guesses {
  readonly #atThing: Attempts;
  readonly #fromAddress: Attempts;

  constructor({ perThing, perAddress, clock }: Options) {
    this.#atThing = new Attempts(perThing, clock);
    this.#fromAddress = new Attempts(perAddress, clock);
  }

  /**
   * Counts a guess as wrong until its `right` is called, so that many at once do not slip through together.
   * Throws `rate_limited`.
   */
  begin(address: string, thing: string): { right: () => void } {
    const key = `${address} ${thing}`;
    if (this.#atThing.isExhausted(key) || this.#fromAddress.isExhausted(address)) {
      throw new DroverError('rate_limited', 'Too many failed attempts; wait a minute and try again.');
    }
    this.#atThing.add(key);
    this.#fromAddress.add(address);
    return {
      right: () => {
        this.#atThing.clear(key);
        // Not cleared: who has an account of their own could guess at others' between two logins.
        this.#fromAddress.forgive(address);
      },
    };
  }
}
