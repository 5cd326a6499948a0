import type { Worker } from 'node:worker_threads';
import { startLightThread } from '../light-thread.ts';
import type { Ended, RunRequest, ThreadReply, ThreadRequest } from './run-request.ts';

const THREAD = new URL('./run-thread.ts', import.meta.url);

/** No git could be started. `code` is that of the system, such as `ENOENT`. */
export class NotStarted extends Error {
  readonly code: string;

  constructor(code: string) {
    super(`git could not be started: ${code}`);
    this.code = code;
  }
}

/**
 * Runs git from a thread of its own: whoever makes a process stands still until it runs, which on a busy machine may be
 * longer than keys and output can wait. The thread is made when it is first needed, and keeps no program from ending.
 */
export class Runner {
  readonly #waiting = new Map<number, PromiseWithResolvers<Ended>>();
  #worker: Worker | undefined;
  #lastId = 0;

  /** Rejects with `NotStarted`. */
  run(request: RunRequest): Promise<Ended> {
    const id = ++this.#lastId;
    const waiting = Promise.withResolvers<Ended>();
    this.#waiting.set(id, waiting);
    this.#worker ??= this.#start();
    this.#worker.ref();
    this.#worker.postMessage({ id, request } satisfies ThreadRequest);
    return waiting.promise;
  }

  #start(): Worker {
    const worker = startLightThread(THREAD, { name: 'git' });
    worker.on('message', (reply: ThreadReply) => this.#settle(reply));
    worker.on('error', () => {}); // told by its exit
    worker.once('exit', () => this.#died());
    return worker;
  }

  #settle(reply: ThreadReply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if ('code' in reply) waiting?.reject(new NotStarted(reply.code));
    else waiting?.resolve({ ...reply.ended, stdout: Buffer.from(reply.ended.stdout) });
    if (this.#waiting.size === 0) this.#worker?.unref();
  }

  #died(): void {
    this.#worker = undefined;
    for (const { reject } of this.#waiting.values()) reject(new NotStarted('its thread ended'));
    this.#waiting.clear();
  }
}
