import { writeSync } from 'node:fs';

/** Bytes given to the kernel at a time, so that a paste and a Ctrl-C behind it are a few milliseconds apart. */
const PIECE_BYTES = 1_024;
/** Waiting input beyond this is refused: the program is not reading. */
const MAX_WAITING_BYTES = 256 * 1_024;
const FIRST_RETRY_MS = 2;
const LAST_RETRY_MS = 50;

type Piece = { bytes: Uint8Array; written: (() => void) | undefined };

/**
 * Writes to a PTY in order, a piece at a time, without ever spinning: when the kernel takes no more it is asked again
 * after a growing pause. What was typed goes before what the terminal itself answers.
 */
export class PtyInput {
  readonly #fd: number;
  readonly #typed: Piece[] = [];
  readonly #replies: Piece[] = [];
  #waitingBytes = 0;
  #current: Piece | undefined;
  #retry: NodeJS.Timeout | undefined;
  #retryMs = FIRST_RETRY_MS;
  #closed = false;

  constructor(fd: number) {
    this.#fd = fd;
  }

  /** Queues typed bytes. False when too much is waiting, and nothing was queued. */
  type(bytes: Uint8Array, written: () => void): boolean {
    return this.#enqueue(this.#typed, { bytes, written });
  }

  /** Queues a terminal's answer; dropped when too much is waiting. */
  reply(bytes: Uint8Array): void {
    this.#enqueue(this.#replies, { bytes, written: undefined });
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
  }

  #enqueue(queue: Piece[], piece: Piece): boolean {
    if (this.#closed || this.#waitingBytes + piece.bytes.length > MAX_WAITING_BYTES) return false;
    queue.push(piece);
    this.#waitingBytes += piece.bytes.length;
    if (!this.#retry) this.#drain();
    return true;
  }

  #drain(): void {
    this.#retry = undefined;
    while (!this.#closed) {
      this.#current ??= this.#typed.shift() ?? this.#replies.shift();
      if (!this.#current) return;
      if (!this.#writeSome(this.#current)) {
        this.#retryLater();
        return;
      }
    }
  }

  /** False when the kernel takes no more now. */
  #writeSome(piece: Piece): boolean {
    let written: number;
    try {
      written = writeSync(this.#fd, piece.bytes, 0, Math.min(PIECE_BYTES, piece.bytes.length));
    } catch {
      return false;
    }
    this.#retryMs = FIRST_RETRY_MS;
    this.#waitingBytes -= written;
    piece.bytes = piece.bytes.subarray(written);
    if (piece.bytes.length === 0) {
      this.#current = undefined;
      piece.written?.();
    }
    return written > 0;
  }

  #retryLater(): void {
    this.#retry = setTimeout(() => this.#drain(), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
  }
}
