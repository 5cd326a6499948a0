/** Nobody is there: a hub that restarts is found at once, and one that stays away is not asked all the time. */
const UNREACHED = { firstMs: 1_000, calmMs: 2_000, calmTries: 30 };

/** The hub is there, and will hardly think better of it in a second. */
const REFUSED = { firstMs: 5_000, calmMs: 5_000, calmTries: 1 };

const MAX_MS = 30_000;

/**
 * How long to wait before the next try: up to `calmMs` for the first `calmTries`, then twice as long each time, up to
 * half a minute; less up to half by chance, so that many daemons do not come back at once.
 */
export function retryDelay(failures: number, wasRefused: boolean, random = Math.random()): number {
  const { firstMs, calmMs, calmTries } = wasRefused ? REFUSED : UNREACHED;
  const calm = Math.min(calmMs, firstMs * 2 ** Math.max(0, failures - 1));
  const patient = calm * 2 ** Math.min(10, Math.max(0, failures - calmTries));
  return Math.min(MAX_MS, patient) * (1 - random / 2);
}
