/** How often a directory is looked at, in milliseconds. */
export type LookPace = {
  /** After so long without output. */
  quietMs: number;
  /** At the latest so long after output came, though there is ever more. */
  longestMs: number;
  /** Without any output: people change files, too. */
  idleMs: number;
};

/** Says when it is time to look at a directory: never while the last look is underway. */
export class LookClock {
  readonly #pace: LookPace;
  readonly #look: () => Promise<void>;
  #timer: NodeJS.Timeout | undefined;
  /** Of the first output and of the last since the last look; on the clock of `performance.now`. */
  #unseen: { since: number; until: number } | undefined;
  #isLooking = false;
  #isHasty = false;
  #isStopped = false;

  constructor(pace: LookPace, look: () => Promise<void>) {
    this.#pace = pace;
    this.#look = look;
  }

  /** Is cheap, as it is called for all output. */
  printed(): void {
    const now = performance.now();
    const isFirst = this.#unseen === undefined;
    if (this.#unseen) this.#unseen.until = now;
    else this.#unseen = { since: now, until: now };
    if (isFirst) this.#arm();
  }

  /** There is somebody new who knows nothing yet. */
  hasten(): void {
    this.#isHasty = true;
    this.#arm();
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  #arm(): void {
    if (this.#isLooking || this.#isStopped) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#due(), this.#wait).unref();
  }

  get #wait(): number {
    if (this.#isHasty) return 0;
    const { quietMs, longestMs, idleMs } = this.#pace;
    if (!this.#unseen) return idleMs;
    const { since, until } = this.#unseen;
    return Math.max(0, Math.min(until + quietMs, since + longestMs) - performance.now());
  }

  #due(): void {
    const isEarly = !this.#isHasty && this.#unseen !== undefined && this.#wait >= 1; // there was more output meanwhile
    if (isEarly) this.#arm();
    else void this.#lookNow();
  }

  async #lookNow(): Promise<void> {
    this.#isLooking = true;
    this.#isHasty = false;
    this.#unseen = undefined;
    await this.#look().catch(() => {});
    this.#isLooking = false;
    this.#arm();
  }
}
