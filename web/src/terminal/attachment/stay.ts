import { type AttachId, encodeInputFrame } from '@drover/protocol';
import { randomUuid } from '../../live/random-uuid.ts';
import { Consumption } from './consumption.ts';
import { type InputKind, InputQueue } from './input-queue.ts';
import type { Link } from './link.ts';
import type { Undelivered } from './undelivered.ts';

/** One attach, from its asking to its end, under an id of its own. */
export class Stay {
  readonly attachId: AttachId = randomUuid();
  /** By this machine's clock, in milliseconds since 1970. */
  readonly since = Date.now();
  /** Control was asked for, and the answer has not been seen in what is told of it. */
  controlAsked = false;
  readonly #link: Link;
  readonly #input = new InputQueue();
  readonly #consumption: Consumption;

  constructor(link: Link) {
    this.#link = link;
    this.#consumption = new Consumption((consumed) =>
      this.#link.send('ack', { attachId: this.attachId, consumed }),
    );
  }

  /** Some input is not known to be written. */
  get owesInput(): boolean {
    return !this.#input.idle;
  }

  /** Returns what to call once the terminal has parsed these bytes. */
  expectParsed(bytes: number): () => void {
    return this.#consumption.expect(bytes);
  }

  /** Returns what was cut off by it. */
  send(kind: InputKind, bytes: Uint8Array): Undelivered {
    const cutOff = this.#input.add(kind, bytes);
    this.#sendReady();
    return cutOff;
  }

  inputWritten(seq: number): void {
    this.#input.confirm(seq);
    this.#sendReady();
  }

  inputRefused(seq: number, reason: string): Undelivered {
    return this.#input.refuse(seq, reason);
  }

  /** Tells the other side, where it can be told; returns what may not have been delivered. */
  end(): Undelivered {
    this.#consumption.end();
    if (this.#link.state.status === 'online') {
      this.#link.request('detach', { attachId: this.attachId }).catch(() => {
        // Already gone there, which is what was asked for.
      });
    }
    return this.#input.abandon();
  }

  #sendReady(): void {
    for (let chunk = this.#input.next(); chunk; chunk = this.#input.next()) {
      this.#link.sendFrame(
        encodeInputFrame({ attachId: this.attachId, ...chunk, sentAt: this.#link.clock.now() }),
      );
    }
  }
}
