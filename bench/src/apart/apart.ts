import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Reply, Request, Tasks } from './serve.ts';

/** A process of its own, so that its work is neither done nor counted where something is measured. */
export class Apart<T extends Tasks> implements AsyncDisposable {
  readonly #process: ChildProcess;
  readonly #ended: Promise<unknown>;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #lastId = 0;

  /** `main` is a file below `bench/src` that calls `serve`. */
  constructor(main: string) {
    this.#process = fork(join(import.meta.dirname, '..', main));
    this.#ended = once(this.#process, 'exit');
    this.#process.on('message', (reply: Reply) => this.#settle(reply));
    this.#process.on('exit', () => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`${main} ended`));
    });
  }

  get pid(): number {
    return this.#process.pid ?? Number.NaN;
  }

  ask<K extends string & keyof T>(
    task: K,
    argument: Parameters<T[K]>[0],
  ): Promise<Awaited<ReturnType<T[K]>>> {
    const id = ++this.#lastId;
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.set(id, waiting);
    this.#process.send({ id, task, argument } satisfies Request);
    return waiting.promise as Promise<Awaited<ReturnType<T[K]>>>;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#process.connected) this.#process.disconnect();
    await this.#ended;
  }

  #settle(reply: Reply): void {
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    if ('error' in reply) waiting?.reject(new Error(reply.error));
    else waiting?.resolve(reply.value);
  }
}
