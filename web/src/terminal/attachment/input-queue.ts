import { MAX_INPUT_BYTES } from '@drover/protocol';
import type { Undelivered } from './undelivered.ts';
import { splitUtf8 } from './utf8.ts';

/** `report`: what the terminal tells of mouse and focus; nobody misses it when it is lost. */
export type InputKind = 'keystroke' | 'paste' | 'report';

/** One act of typing or pasting; what is reported as lost, however many chunks it is sent in. */
type Act = { kind: InputKind; isBracketed: boolean };
type Waiting = { act: Act; bytes: Uint8Array };
type Sent = Waiting & { seq: number };

/**
 * Bytes that may be sent and not yet written to the PTY. A quarter of what a holder queues, so that a long paste
 * into a slow program waits here, where it can still be cancelled, and is never refused.
 */
const MAX_UNDERWAY_BYTES = 64 * 1024;

const CTRL_C = 3;
const BRACKET_CLOSE = '\x1b[201~';
/** A program that has read the beginning of a paste takes all for a part of it until the brackets close. */
const CLOSE_AND_CTRL_C = new TextEncoder().encode(`${BRACKET_CLOSE}\x03`);

/** What was typed in one attachment and is not yet known to be written: numbered from 1, sent in order. */
export class InputQueue {
  #waiting: Waiting[] = [];
  #sent: Sent[] = [];
  #lastSeq = 0;

  get idle(): boolean {
    return this.#waiting.length + this.#sent.length === 0;
  }

  /** Returns what a Ctrl-C cut off: it must not wait behind a paste that nobody reads. */
  add(kind: InputKind, bytes: Uint8Array): Undelivered {
    const isInterrupt = bytes.length === 1 && bytes[0] === CTRL_C;
    const cutsPaste = isInterrupt && [...this.#sent, ...this.#waiting].some(({ act }) => act.isBracketed);
    const cutOff = isInterrupt ? this.#dropWaiting() : [];
    const act = { kind, isBracketed: kind === 'paste' && endsPaste(bytes) };
    for (const chunk of splitUtf8(cutsPaste ? CLOSE_AND_CTRL_C : bytes, MAX_INPUT_BYTES))
      this.#waiting.push({ act, bytes: chunk });
    return count(cutOff, []);
  }

  /** The next chunk to send, or undefined while nothing waits or enough is underway. */
  next(): { seq: number; bytes: Uint8Array } | undefined {
    const underway = this.#sent.reduce((sum, chunk) => sum + chunk.bytes.length, 0);
    const chunk = this.#waiting[0];
    if (!chunk || (underway > 0 && underway + chunk.bytes.length > MAX_UNDERWAY_BYTES)) return undefined;
    this.#waiting.shift();
    this.#lastSeq += 1;
    this.#sent.push({ ...chunk, seq: this.#lastSeq });
    return { seq: this.#lastSeq, bytes: chunk.bytes };
  }

  /** All up to `seq` is written to the PTY. */
  confirm(seq: number): void {
    this.#sent = this.#sent.filter((chunk) => chunk.seq > seq);
  }

  /** `seq` and all after it will not be written, except a Ctrl-C, for which its host makes way. */
  refuse(seq: number, reason: string): Undelivered {
    this.confirm(seq - 1);
    const refused = this.#sent.filter(({ bytes }) => bytes.at(-1) !== CTRL_C);
    const lost = [...refused, ...this.#dropWaiting()];
    this.#sent = [];
    return { ...count(lost, []), reason };
  }

  /** The line dropped: what waits is lost, what was sent may have arrived. */
  abandon(): Undelivered {
    const underway = this.#sent;
    this.#sent = [];
    return count(this.#dropWaiting(), underway);
  }

  #dropWaiting(): Waiting[] {
    const dropped = this.#waiting;
    this.#waiting = [];
    return dropped;
  }
}

const endsPaste = (bytes: Uint8Array): boolean =>
  new TextDecoder().decode(bytes.subarray(-BRACKET_CLOSE.length)) === BRACKET_CLOSE;

function count(lost: Waiting[], maybeLost: Waiting[]): Undelivered {
  const certain = actsOf(lost);
  const all = new Set([...certain, ...actsOf(maybeLost)]);
  const pastes = [...all].filter((act) => act.kind === 'paste').length;
  return { keystrokes: all.size - pastes, pastes, uncertain: all.size - certain.size, reason: null };
}

const actsOf = (chunks: Waiting[]): Set<Act> =>
  new Set(chunks.map((chunk) => chunk.act).filter((act) => act.kind !== 'report'));
