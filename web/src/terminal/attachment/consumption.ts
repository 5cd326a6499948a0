const ACK_EVERY_BYTES = 64 * 1024;

/** Joins the acknowledgements of a trickle into one; far below what a full window waits for. */
const ACK_QUIET_MS = 16;

/** Counts the bytes of one attachment that the terminal has parsed, and tells the sum in time for more to be sent. */
export class Consumption {
  readonly #tell: (consumed: number) => void;
  #underway = 0;
  #consumed = 0;
  #told = 0;
  #quiet: ReturnType<typeof setTimeout> | undefined;

  /** @param tell is given the bytes parsed since the attach */
  constructor(tell: (consumed: number) => void) {
    this.#tell = tell;
  }

  /** Returns what to call once the terminal has parsed these bytes. */
  expect(bytes: number): () => void {
    this.#underway += bytes;
    return () => this.#parsed(bytes);
  }

  /** Tells nothing any more, whatever is parsed yet. */
  end(): void {
    clearTimeout(this.#quiet);
    this.#told = Number.POSITIVE_INFINITY;
  }

  #parsed(bytes: number): void {
    this.#underway -= bytes;
    this.#consumed += bytes;
    if (this.#consumed - this.#told >= ACK_EVERY_BYTES) this.#tellNow();
    else if (this.#underway === 0) this.#tellSoon();
  }

  #tellSoon(): void {
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => this.#tellNow(), ACK_QUIET_MS);
  }

  #tellNow(): void {
    clearTimeout(this.#quiet);
    if (this.#consumed <= this.#told) return;
    this.#told = this.#consumed;
    this.#tell(this.#consumed);
  }
}
