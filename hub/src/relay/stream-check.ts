import { DroverError, MAX_DATA_BYTES, type StreamFrame } from '@drover/protocol';

/** Twice what a daemon should send, as a margin for other versions. */
const MAX_FRAME_BYTES = 2 * MAX_DATA_BYTES;

/** More than any credit window: a daemon that sends on regardless would fill the hub's memory. */
const MAX_UNACKNOWLEDGED_BYTES = 4 * 1024 * 1024;

/** Follows one attachment's stream and holds it to its arithmetic: no gap, no repetition, one epoch at a time. */
export class StreamCheck {
  #position: { epoch: string; next: number } | null = null;
  #sent = 0;
  #consumed = 0;

  /** Throws `invalid_payload`, `bad_epoch`, `offset_mismatch` or `slow_consumer`; the frame must not be passed on. */
  accept(frame: StreamFrame): void {
    if (frame.kind === 'reset' || (frame.kind === 'resume' && !this.#position)) {
      this.#position = { epoch: frame.epoch, next: frame.offset };
      return;
    }
    const position = this.#continue(frame);
    if (frame.kind === 'data') position.next += frame.bytes.length;
    if (frame.kind === 'data' || frame.kind === 'snapshot') this.#count(frame.bytes);
  }

  /** Throws `invalid_ack` when the viewer acknowledges less than before, or more than it was sent. */
  acknowledge(consumed: number): void {
    if (consumed < this.#consumed || consumed > this.#sent) {
      const expected = `${this.#consumed} to ${this.#sent} bytes`;
      throw new DroverError('invalid_ack', `expected an acknowledgement of ${expected}, got ${consumed}`);
    }
    this.#consumed = consumed;
  }

  #continue(frame: StreamFrame) {
    const position = this.#position;
    if (!position) throw mismatch(`expected resume or reset first, got ${frame.kind}`);
    if (frame.epoch !== position.epoch) {
      throw new DroverError('bad_epoch', `expected epoch ${position.epoch}, got ${frame.epoch}`);
    }
    if (frame.offset !== position.next) {
      throw mismatch(`expected ${frame.kind} at ${position.next}, got ${frame.offset}`);
    }
    return position;
  }

  #count(bytes: Uint8Array): void {
    if (bytes.length > MAX_FRAME_BYTES) {
      throw new DroverError(
        'invalid_payload',
        `a frame may carry ${MAX_FRAME_BYTES} bytes, not ${bytes.length}`,
      );
    }
    this.#sent += bytes.length;
    if (this.#sent - this.#consumed > MAX_UNACKNOWLEDGED_BYTES) {
      throw new DroverError('slow_consumer', 'This terminal fell too far behind the output.');
    }
  }
}

const mismatch = (message: string) => new DroverError('offset_mismatch', message);
