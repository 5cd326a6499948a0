import { setTimeout as delay } from 'node:timers/promises';
import { Apart } from '../apart/apart.ts';
import { type Cpu, cpuBetween } from '../machine/cpu.ts';
import { REDRAW } from '../programs/commands.ts';
import type { Program, Stage } from '../stage.ts';
import type { ViewerTasks } from '../viewer/main.ts';

export type Watching = 'unwatched' | 'ten watched' | 'all watched';

const WATCHED = 10;
const STARTED_AT_ONCE = 4;

/** After a change, until starting and attaching is over. */
const SETTLE_MS = 3_000;
const MEASURED_MS = 8_000;

/** Many programs that redraw a few lines all the time, as agents at work do. */
export class Redraws {
  readonly #stage: Stage;
  readonly #programs: Program[] = [];

  constructor(stage: Stage) {
    this.#stage = stage;
  }

  async growTo(count: number): Promise<void> {
    while (this.#programs.length < count) {
      const missing = Math.min(STARTED_AT_ONCE, count - this.#programs.length);
      const started = Array.from({ length: missing }, () => this.#stage.start(REDRAW));
      this.#programs.push(...(await Promise.all(started)));
    }
  }

  /** CPU of the parts, in cores, by who watches. */
  async shares(): Promise<Record<Watching, Cpu>> {
    await using viewers = new Apart<ViewerTasks>('viewer/main.ts');
    const watch = (programs: Program[]) =>
      viewers.ask('watchAll', { places: programs.map(({ place }) => place) });
    const unwatched = await sharesOf(this.#stage);
    await watch(this.#programs.slice(0, WATCHED));
    const ten = await sharesOf(this.#stage);
    await watch(this.#programs.slice(WATCHED));
    return { unwatched, 'ten watched': ten, 'all watched': await sharesOf(this.#stage) };
  }

  /** The same while nobody watches, but a fleet page shows a live picture of each. */
  async shareWithPictures({ url, cookie }: { url: string; cookie: string }): Promise<Cpu> {
    await using viewers = new Apart<ViewerTasks>('viewer/main.ts');
    await viewers.ask('showFleet', { url, cookie });
    return sharesOf(this.#stage);
  }
}

/** CPU that the parts of a stage use now, in cores. */
export async function sharesOf(stage: Stage): Promise<Cpu> {
  await delay(SETTLE_MS);
  const [before, began] = [stage.cpu(), performance.now()];
  await delay(MEASURED_MS);
  return cpuBetween(before, stage.cpu(), 1_000 / (performance.now() - began));
}
