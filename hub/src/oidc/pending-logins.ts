import { newSecret } from '../secrets/secrets.ts';
import type { Checks } from './provider.ts';

/** For a person to log in at the provider. */
const LIFETIME_MS = 10 * 60_000;
/** Beyond it the oldest are forgotten. */
const MAX_PENDING = 1_000;

export type Pending = { checks: Checks; redirectUri: string; returnTo: string };

/** Browsers that are at the provider now. Each is known by a secret in its cookie, and comes back once. */
export class PendingLogins {
  readonly #now: () => number;
  readonly #pending = new Map<string, Pending & { since: number }>();

  /** `now` in milliseconds, monotonic. */
  constructor(now: () => number = performance.now.bind(performance)) {
    this.#now = now;
  }

  /** Returns the secret. */
  add(pending: Pending): string {
    const oldest = this.#pending.keys().next();
    if (!oldest.done && this.#pending.size >= MAX_PENDING) this.#pending.delete(oldest.value);
    const secret = newSecret();
    this.#pending.set(secret, { ...pending, since: this.#now() });
    return secret;
  }

  /** What is pending for this secret, from now on no more. */
  take(secret: string): Pending | undefined {
    const pending = this.#pending.get(secret);
    this.#pending.delete(secret);
    return pending && this.#now() - pending.since < LIFETIME_MS ? pending : undefined;
  }
}
