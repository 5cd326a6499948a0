import type { ProcessUse } from '@drover/protocol';
import type { Measured, ProcessMeter } from './process-meter.ts';

const EVERY_MS = 5_000;

/** Tells what the processes of running sessions use, every few seconds while there is somebody to tell. */
export class ProcessClock {
  readonly #meter: ProcessMeter;
  readonly #running: () => readonly Measured[];
  readonly #tell: (use: ProcessUse[]) => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(meter: ProcessMeter, running: () => readonly Measured[], tell: (use: ProcessUse[]) => void) {
    this.#meter = meter;
    this.#running = running;
    this.#tell = tell;
  }

  start(): void {
    this.stop();
    this.#timer = setTimeout(() => void this.#measure(), EVERY_MS);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** The next one is begun when this one is done, so that a slow machine is not asked faster than it answers. */
  async #measure(): Promise<void> {
    const running = this.#running();
    const timer = this.#timer;
    const use = running.length > 0 ? await this.#meter.measure(running) : [];
    if (timer === undefined || timer !== this.#timer) return;
    if (use.length > 0) this.#tell(use);
    this.start();
  }
}
