import { WINDOW_BYTES } from '@drover/protocol';

const FIRST_BYTES = 32 * 1024;
const LEAST_BYTES = 16 * 1024;
/** A viewer that has parsed what it was sent within this gets more at a time. */
const QUICK_MS = 150;
/** One that took longer gets less, so that little is on its way when something changes. */
const SLOW_MS = 1_000;

/**
 * How many bytes may be on their way to a viewer. Begins small and doubles while the viewer is quick, up to
 * `WINDOW_BYTES`; halves while it is slow, so that on a thin line the pings that keep it open are not stuck behind
 * half a minute of output.
 */
export class CreditWindow {
  #limit = FIRST_BYTES;
  #sent = 0;
  #consumed = 0;
  #wasFull = false;
  #probe: { sent: number; at: number } | undefined;
  #silentSince: number | undefined;

  /** Bytes that may be sent now. */
  get open(): number {
    return Math.max(0, this.#limit - (this.#sent - this.#consumed));
  }

  /** Since when (`performance.now`) nothing of what is underway was acknowledged; undefined when nothing is underway. */
  get silentSince(): number | undefined {
    return this.#silentSince;
  }

  send(bytes: number): void {
    this.#sent += bytes;
    this.#silentSince ??= performance.now();
    this.#wasFull ||= this.open === 0;
    this.#probe ??= { sent: this.#sent, at: performance.now() };
  }

  /** The viewer has parsed so many bytes in all. False when that cannot be. */
  acknowledge(consumed: number): boolean {
    if (consumed > this.#sent || consumed < this.#consumed) return false;
    if (consumed > this.#consumed) this.#silentSince = consumed < this.#sent ? performance.now() : undefined;
    this.#consumed = consumed;
    if (this.#probe && consumed >= this.#probe.sent) this.#adapt(performance.now() - this.#probe.at);
    return true;
  }

  #adapt(tookMs: number): void {
    this.#probe = undefined;
    if (tookMs > SLOW_MS) this.#limit = Math.max(LEAST_BYTES, this.#limit / 2);
    else if (tookMs < QUICK_MS && this.#wasFull) this.#limit = Math.min(WINDOW_BYTES, this.#limit * 2);
    this.#wasFull = false;
  }
}
