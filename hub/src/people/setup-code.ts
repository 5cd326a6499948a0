import { hashesEqual, hashSecret, newSecret } from '../secrets/secrets.ts';

/** The secret of the setup link, by which the owner of a new hub proves to be the one who started it. */
export class SetupCode {
  readonly code = newSecret();
  readonly #hash = hashSecret(this.code);
  readonly #clock: () => number;
  readonly #expiresAt: number;

  constructor(clock: () => number, lifetimeMs: number) {
    this.#clock = clock;
    this.#expiresAt = clock() + lifetimeMs;
  }

  isExpired(): boolean {
    return this.#clock() >= this.#expiresAt;
  }

  matches(code: string): boolean {
    return hashesEqual(hashSecret(code), this.#hash);
  }
}
