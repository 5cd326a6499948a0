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

  now(): number {
    return this.#offset === undefined ? Date.now() : performance.now() + this.#offset;
  }
}
