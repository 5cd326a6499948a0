import { closeSync, constants, openSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ReadStream } from 'node:tty';
import type { loadNativeModule as LoadNativeModule, NativePty } from 'node-pty/lib/utils.js';
import { OutputFence } from './output-fence.ts';
import { PtyInput } from './pty-input.ts';
import type { HolderLaunch } from './wire.ts';

/** More than the kernel gives out of a PTY at a time. */
const READ_BYTES = 16 * 1_024;

/**
 * One process in one PTY, its output as bytes.
 *
 * Only the native half of node-pty is used. Its JavaScript half cuts the end of a fast program's output (it destroys
 * the master 200 ms after the exit), clears IUTF8 when asked for bytes, and spins when a program stops reading (seen
 * with 1.1.0). Here the slave side is held open, so the master never fails under us, and the end of the output is
 * found by a fence instead of a timer.
 */
export class Pty {
  readonly pid: number;
  readonly input: PtyInput;
  readonly #native: NativePty;
  readonly #fd: number;
  readonly #slave: number;
  readonly #master: ReadStream;
  /** One for all reads: a new one for each would double the memory of a holder in a flood. */
  readonly #buffer = Buffer.allocUnsafeSlow(READ_BYTES);
  #read: (bytes: Buffer) => void;
  #hasExited = false;

  constructor(launch: PtyLaunch, on: PtyEvents) {
    const native = loadNative(launch.nodePty);
    const [file = '', ...args] = launch.argv;
    const env = Object.entries(launch.env).map(([name, value]) => `${name}=${value}`);
    const forked = native.fork(
      file,
      args,
      env,
      launch.cwd,
      launch.cols,
      launch.rows,
      -1,
      -1,
      true,
      join(dirname(launch.nodePty), native.dir, 'spawn-helper'),
      (code, signal) => this.#childExited({ code: signal ? null : code, signal: signal || null }, on),
    );
    this.#native = native;
    this.pid = forked.pid;
    this.#fd = forked.fd;
    this.#slave = openSync(forked.pty, constants.O_RDWR | constants.O_NOCTTY | constants.O_NONBLOCK);
    this.#read = on.output;
    this.#master = new ReadStream(forked.fd, { onread: { buffer: this.#buffer, callback: this.#received } });
    this.#master.on('error', (error) => console.error('reading the PTY failed:', error));
    this.#master.resume();
    this.input = new PtyInput(forked.fd, this.#slave);
  }

  resize(cols: number, rows: number): void {
    this.#native.resize(this.#fd, cols, rows);
  }

  /** Stops reading its output, or goes on; a program that is not read from waits. */
  hold(on: boolean): void {
    if (on && !this.#hasExited) this.#master.pause();
    else this.#master.resume();
  }

  readonly #received = (length: number): boolean => {
    this.#read(this.#buffer.subarray(0, length));
    return true;
  };

  async #childExited(exit: PtyExit, on: PtyEvents): Promise<void> {
    this.#hasExited = true;
    this.input.close();
    const fence = new OutputFence(this.#slave);
    this.#read = (bytes) => on.output(fence.filter(bytes));
    this.#master.resume();
    await fence.passed;
    this.#read = () => {};
    on.output(fence.rest());
    closeSync(this.#slave);
    this.#master.destroy();
    on.exit(exit);
  }
}

export type PtyLaunch = Pick<HolderLaunch, 'argv' | 'env' | 'cwd' | 'cols' | 'rows' | 'nodePty'>;

/** `signal` is a number, as the kernel tells it; exactly one of both is set. */
export type PtyExit = { code: number | null; signal: number | null };

export type PtyEvents = {
  /** `bytes` are good until it returns. */
  output: (bytes: Buffer) => void;
  /** After the last output. */
  exit: (exit: PtyExit) => void;
};

function loadNative(nodePty: string): NativePty & { dir: string } {
  const { loadNativeModule }: { loadNativeModule: typeof LoadNativeModule } = createRequire(nodePty)(nodePty);
  const { dir, module } = loadNativeModule('pty');
  return { fork: module.fork, resize: module.resize, dir };
}
