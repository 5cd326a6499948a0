import { readSync, writeSync } from 'node:fs';

/** Bytes given to the kernel at a time, so that a paste and a Ctrl-C behind it are a few milliseconds apart. */
const PIECE_BYTES = 1_024;
/**
 * Waiting input beyond this is refused: the program is not reading. It may ask a terminal much before it reads the
 * first answer: ten thousand questions have half a megabyte of them.
 */
const MAX_WAITING_BYTES = { typed: 256 * 1_024, reply: 1_024 * 1_024 };
const FIRST_RETRY_MS = 2;
const LAST_RETRY_MS = 50;

/** Ctrl-C, Ctrl-Z and Ctrl-\. */
const INTERRUPTS = [0x03, 0x1a, 0x1c];
/** Longer input is no key. There is room for the end of a paste that the key cuts off. */
const MAX_KEY_BYTES = 8;
/** More than the kernel keeps for a program at a time, and a bound should it never say that there is no more. */
const UNREAD_READS = 64;
const UNREAD_BYTES = 4_096;

/** `settled` tells whether all of it was written. */
type Piece = {
  kind: keyof typeof MAX_WAITING_BYTES;
  bytes: Uint8Array;
  settled: ((written: boolean) => void) | undefined;
};

/**
 * Writes to a PTY in order, a piece at a time, without ever spinning: when the kernel takes no more it is asked again
 * after a growing pause. What was typed goes before what the terminal itself answers. An interrupt waits for nothing:
 * what is in its way is dropped.
 */
export class PtyInput {
  readonly #fd: number;
  readonly #slave: number;
  readonly #typed: Piece[] = [];
  readonly #replies: Piece[] = [];
  #waitingBytes = { typed: 0, reply: 0 };
  #current: Piece | undefined;
  #retry: NodeJS.Timeout | undefined;
  #retryMs = FIRST_RETRY_MS;
  #closed = false;
  #makesWay = false;

  /** `slave` is the program's side of the terminal, opened without blocking. */
  constructor(fd: number, slave: number) {
    this.#fd = fd;
    this.#slave = slave;
  }

  /** Queues typed bytes, and tells once whether they were written, or dropped because the program does not read. */
  type(bytes: Uint8Array, settled: (written: boolean) => void): void {
    if (this.#isWaiting && isInterrupt(bytes)) this.#makeWay();
    if (!this.#enqueue(this.#typed, { kind: 'typed', bytes, settled })) settled(false);
  }

  /** Queues a terminal's answer; dropped when too much is waiting. */
  reply(bytes: Uint8Array): void {
    this.#enqueue(this.#replies, { kind: 'reply', bytes, settled: undefined });
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#retry);
  }

  get #isWaiting(): boolean {
    return this.#current !== undefined || this.#typed.length + this.#replies.length > 0;
  }

  #enqueue(queue: Piece[], piece: Piece): boolean {
    const waiting = this.#waitingBytes[piece.kind] + piece.bytes.length;
    if (this.#closed || waiting > MAX_WAITING_BYTES[piece.kind]) return false;
    queue.push(piece);
    this.#waitingBytes[piece.kind] = waiting;
    if (!this.#retry) this.#drain();
    return true;
  }

  #drain(): void {
    this.#retry = undefined;
    while (!this.#closed) {
      if (this.#makesWay && this.#discardUnread()) {
        this.#retryLater();
        return;
      }
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
    this.#waitingBytes[piece.kind] -= written;
    piece.bytes = piece.bytes.subarray(written);
    if (piece.bytes.length === 0) {
      this.#current = undefined;
      piece.settled?.(true);
    }
    return written > 0;
  }

  /** Drops what waits here at once, and what waits in the kernel before the next piece. */
  #makeWay(): void {
    const dropped = [this.#current, ...this.#typed.splice(0), ...this.#replies.splice(0)];
    this.#current = undefined;
    this.#waitingBytes = { typed: 0, reply: 0 };
    this.#makesWay = true;
    clearTimeout(this.#retry);
    this.#retry = undefined;
    this.#retryMs = FIRST_RETRY_MS;
    for (const piece of dropped) piece?.settled?.(false);
  }

  /**
   * Reads away what the program has not read: the kernel heeds no interrupt behind a full buffer, and when it heeds
   * one it empties that buffer itself. False when nothing was left; before that, more may be on its way to the buffer.
   */
  #discardUnread(): boolean {
    const scrap = new Uint8Array(UNREAD_BYTES);
    this.#makesWay = false;
    try {
      for (let reads = 0; reads < UNREAD_READS; reads++) {
        readSync(this.#slave, scrap);
        this.#makesWay = true;
      }
    } catch {
      // EAGAIN: there is no more now.
    }
    return this.#makesWay;
  }

  #retryLater(): void {
    this.#retry = setTimeout(() => this.#drain(), this.#retryMs);
    this.#retryMs = Math.min(this.#retryMs * 2, LAST_RETRY_MS);
  }
}

const isInterrupt = (bytes: Uint8Array): boolean =>
  bytes.length <= MAX_KEY_BYTES && INTERRUPTS.includes(bytes.at(-1) ?? -1);
