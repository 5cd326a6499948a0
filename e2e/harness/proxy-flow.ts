import type { Socket } from 'node:net';

/** What happens to bytes that go one way, on all connections of a proxy. May change while they flow. */
export type Conditions = {
  /** Nothing moves. */
  isCut: boolean;
  /** Bytes are read and thrown away, and nobody is told. */
  swallows: boolean;
  delayMs: number;
  bytesPerSecond: number;
  /** The connection on which this many more bytes, of all connections, have gone through is reset. */
  resetIn: number;
  /** Called when that has happened. */
  onReset: () => void;
};

export const GOOD: Conditions = {
  isCut: false,
  swallows: false,
  delayMs: 0,
  bytesPerSecond: Number.POSITIVE_INFINITY,
  resetIn: Number.POSITIVE_INFINITY,
  onReset: () => {},
};

/** Bytes that a delayed line holds before it stops reading. */
const MAX_HELD = 1024 * 1024;

/** The bytes of one connection that go one way. */
export class Flow {
  readonly #from: Socket;
  readonly #to: Socket;
  readonly #conditions: Conditions;
  readonly #held: { bytes: Buffer; due: number }[] = [];
  #heldBytes = 0;
  #freeAt = 0;
  #timer: NodeJS.Timeout | undefined;
  #isLost = false;
  #hasEnded = false;

  constructor(from: Socket, to: Socket, conditions: Conditions) {
    this.#from = from;
    this.#to = to;
    this.#conditions = conditions;
    from.on('data', (bytes: Buffer) => this.#arrived(bytes));
    from.on('end', () => {
      this.#hasEnded = true;
      this.#move();
    });
    to.on('drain', () => this.#move());
    this.look();
  }

  /** The conditions have changed. */
  look(): void {
    if (this.#conditions.isCut) this.#from.pause();
    else this.#move();
  }

  #arrived(bytes: Buffer): void {
    // What was lost once leaves a stream that makes no sense: it stays lost.
    this.#isLost ||= this.#conditions.swallows;
    if (this.#isLost) return;
    this.#held.push({ bytes, due: performance.now() + this.#conditions.delayMs });
    this.#heldBytes += bytes.length;
    if (this.#heldBytes > MAX_HELD) this.#from.pause();
    this.#move();
  }

  #move(): void {
    clearTimeout(this.#timer);
    while (!this.#conditions.isCut && !this.#to.writableNeedDrain) {
      const next = this.#held[0];
      if (!next) {
        this.#moved();
        return;
      }
      const wait = Math.max(next.due, this.#freeAt) - performance.now();
      if (wait > 0) {
        this.#timer = setTimeout(() => this.#move(), wait);
        return;
      }
      this.#held.shift();
      this.#send(next.bytes);
    }
    this.#from.pause();
  }

  #moved(): void {
    if (this.#hasEnded) this.#to.end();
    else this.#from.resume();
  }

  #send(bytes: Buffer): void {
    this.#heldBytes -= bytes.length;
    this.#freeAt = performance.now() + (bytes.length / this.#conditions.bytesPerSecond) * 1_000;
    const { resetIn, onReset } = this.#conditions;
    this.#conditions.resetIn -= bytes.length;
    if (resetIn > bytes.length) {
      this.#to.write(bytes);
      return;
    }
    Object.assign(this.#conditions, { resetIn: GOOD.resetIn, onReset: GOOD.onReset });
    this.#to.write(bytes.subarray(0, resetIn), () => {
      this.#to.resetAndDestroy();
      this.#from.resetAndDestroy();
      onReset();
    });
  }
}
