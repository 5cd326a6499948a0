import type { Logger } from '../log/logger.ts';

/** Something to be seen to now and then; it decides itself whether it is due. */
export type Chore = { name: string; run: () => void | Promise<void> };

type Options = { firstMs: number; everyMs: number; log: Logger };

/** Sees to its chores, one after the other, a while after the start and at regular intervals. */
export class Upkeep {
  readonly #chores: Chore[];
  readonly #options: Options;
  #timer: NodeJS.Timeout | undefined;
  #running: Promise<void> | null = null;
  #hasEnded = false;

  constructor(chores: Chore[], options: Options) {
    this.#chores = chores;
    this.#options = options;
  }

  start(): void {
    this.#wait(this.#options.firstMs);
  }

  /** Does what is due now; a failure is logged and keeps nothing else from being done. */
  async run(): Promise<void> {
    this.#running ??= this.#runAll();
    await this.#running;
    this.#running = null;
  }

  /** Resolves when nothing is under way any more. */
  async end(): Promise<void> {
    this.#hasEnded = true;
    clearTimeout(this.#timer);
    await this.#running;
  }

  async #runAll(): Promise<void> {
    for (const { name, run } of this.#chores) {
      if (this.#hasEnded) return;
      try {
        await run();
      } catch (error) {
        this.#options.log.error({ err: error, chore: name }, 'a chore could not be done');
      }
    }
  }

  #wait(ms: number): void {
    this.#timer = setTimeout(async () => {
      await this.run();
      if (!this.#hasEnded) this.#wait(this.#options.everyMs);
    }, ms).unref();
  }
}
