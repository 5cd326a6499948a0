/**
 * The hub's clock, by which commands expire. Between two welcomes it is counted on from here by a clock that nobody
 * sets, so that a jump of this machine's own makes no command old or young.
 */
export class HubClock {
  #offset: number | undefined;

  /** `time` is the hub's, in milliseconds since 1970. */
  set(time: number): void {
    this.#offset = time - performance.now();
  }

  /** Undefined before the hub has told it. */
  now(): number | undefined {
    return this.#offset === undefined ? undefined : performance.now() + this.#offset;
  }
}
