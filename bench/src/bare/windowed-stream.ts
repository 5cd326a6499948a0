import { MAX_DATA_BYTES, WINDOW_BYTES } from '@drover/protocol';
import type { BytePty } from './spawn.ts';

const GATHER_MS = 4;

/** One program's output: the first bytes after a pause at once, then joined; never more than a window ahead. */
export class WindowedStream {
  readonly #pty: BytePty;
  readonly #send: (bytes: Uint8Array) => void;
  #gathered: Buffer[] = [];
  #gatheredBytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #sent = 0;
  #consumed = 0;
  #isWatched = false;

  constructor(pty: BytePty, send: (bytes: Uint8Array) => void) {
    this.#pty = pty;
    this.#send = send;
    pty.onData((bytes) => this.#printed(bytes));
  }

  /** Somebody watches: what was printed so far goes out. */
  begin(): void {
    this.#isWatched = true;
    this.#flush();
  }

  acknowledge(consumed: number): void {
    this.#consumed = consumed;
    if (this.#sent - consumed < WINDOW_BYTES) this.#pty.resume();
  }

  type(bytes: Uint8Array): void {
    this.#pty.write(bytes);
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#pty.kill('SIGKILL');
  }

  #printed(bytes: Buffer): void {
    this.#gathered.push(bytes);
    this.#gatheredBytes += bytes.length;
    if (!this.#timer || this.#gatheredBytes >= MAX_DATA_BYTES) this.#flush();
    this.#timer ??= setTimeout(() => this.#quiet(), GATHER_MS);
  }

  #quiet(): void {
    this.#timer = undefined;
    if (this.#gatheredBytes === 0) return;
    this.#flush();
    this.#timer = setTimeout(() => this.#quiet(), GATHER_MS);
  }

  #flush(): void {
    if (!this.#isWatched || this.#gatheredBytes === 0) return;
    this.#send(Buffer.concat(this.#gathered, this.#gatheredBytes));
    this.#sent += this.#gatheredBytes;
    this.#gathered = [];
    this.#gatheredBytes = 0;
    if (this.#sent - this.#consumed >= WINDOW_BYTES) this.#pty.pause();
  }
}
