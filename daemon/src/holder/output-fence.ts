import { randomBytes } from 'node:crypto';
import { writeSync } from 'node:fs';

/** A fence that did not come through by then never will: the terminal was stopped (Ctrl-S) when its program ended. */
const PATIENCE_MS = 1_000;
const RETRY_MS = 5;

/**
 * Finds the end of a dead program's output. What it wrote may still be on its way through the kernel when its exit is
 * known, and "nothing to read" does not mean "nothing to come". So a random marker is written into the terminal after
 * it; all that arrives before the marker was written before.
 */
export class OutputFence {
  /** Settles when the marker has arrived, or patience ended. */
  readonly passed: Promise<void>;

  readonly #marker = Buffer.from(`\x1b_drover-fence-${randomBytes(12).toString('hex')}\x1b\\`);
  #held: Buffer = Buffer.alloc(0);
  #resolve: () => void = () => {};
  #done = false;

  constructor(slave: number) {
    this.passed = new Promise((resolve) => {
      this.#resolve = resolve;
    });
    const patience = setTimeout(() => this.#finish(), PATIENCE_MS);
    this.passed.then(() => clearTimeout(patience));
    this.#write(slave, 0);
  }

  /** The part of a chunk that is output for sure; what may be the marker's beginning is held back. */
  filter(chunk: Buffer): Buffer {
    if (this.#done) return chunk;
    const bytes = Buffer.concat([this.#held, chunk]);
    const at = bytes.indexOf(this.#marker);
    if (at < 0) {
      const safe = Math.max(0, bytes.length - this.#marker.length + 1);
      this.#held = bytes.subarray(safe);
      return bytes.subarray(0, safe);
    }
    this.#held = Buffer.alloc(0);
    this.#finish();
    return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + this.#marker.length)]);
  }

  /** What was held back for a marker that never came. */
  rest(): Buffer {
    return this.#held;
  }

  #finish(): void {
    this.#done = true;
    this.#resolve();
  }

  #write(slave: number, from: number): void {
    let written = from;
    try {
      written += writeSync(slave, this.#marker, from);
    } catch {
      // EAGAIN: the terminal's buffer is full until more of it has been read.
    }
    if (written < this.#marker.length && !this.#done) setTimeout(() => this.#write(slave, written), RETRY_MS);
  }
}
