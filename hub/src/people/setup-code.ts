import { hashesEqual, hashSecret, newSecret } from '../secrets/secrets.ts';

/** Clocks are put right by seconds all the time. */
const SMALL_STEP_MS = 60_000;

/** The secret of the setup link, by which the owner of a new hub proves to be the one who started it. */
export class SetupCode {
  readonly code = newSecret();
  readonly #hash = hashSecret(this.code);
  readonly #clock: () => number;
  readonly #madeAt: number;
  readonly #lifetimeMs: number;

  constructor(clock: () => number, lifetimeMs: number) {
    this.#clock = clock;
    this.#madeAt = clock();
    this.#lifetimeMs = lifetimeMs;
  }

  /** Also when the clock was set back, so that it cannot be prolonged. */
  isExpired(): boolean {
    const age = this.#clock() - this.#madeAt;
    return age >= this.#lifetimeMs || age < -SMALL_STEP_MS;
  }

  matches(code: string): boolean {
    return hashesEqual(hashSecret(code), this.#hash);
  }
}
