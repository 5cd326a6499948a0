import type { HostLoad } from '@drover/protocol';
import type { LoadMeter } from './load-meter.ts';

const EVERY_MS = 5_000;

/** Tells the load, at once and every few seconds, while there is somebody to tell. */
export class LoadClock {
  readonly #meter: LoadMeter;
  readonly #tell: (load: HostLoad) => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(meter: LoadMeter, tell: (load: HostLoad) => void) {
    this.#meter = meter;
    this.#tell = tell;
  }

  start(): void {
    this.stop();
    this.#timer = setInterval(() => this.#measure(), EVERY_MS);
    this.#measure();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #measure(): void {
    this.#meter.measure().then(
      (load) => this.#timer && this.#tell(load),
      () => {}, // a disk that does not even tell its size; the next time perhaps
    );
  }
}
