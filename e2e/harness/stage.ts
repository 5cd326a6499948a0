import { join } from 'node:path';
import { expect } from 'vitest';
import { type Drover, type DroverOptions, startDrover } from './drover.ts';
import { Person } from './person.ts';
import { sha256, spooled } from './spool.ts';
import { Viewer, type ViewerOptions } from './viewer.ts';

const PRODUCER = join(import.meta.dirname, 'producer.mjs');

/** True for the full-size forms of the tests (`npm run test:long`). */
export const LONG = process.env.DROVER_LONG === '1';

/** A whole Drover, somebody logged in, and viewers that are closed with it. */
export class Stage implements AsyncDisposable {
  readonly drover: Drover;
  readonly person: Person;
  readonly #viewers: Viewer[] = [];

  private constructor(drover: Drover, person: Person) {
    this.drover = drover;
    this.person = person;
  }

  static async open(options?: DroverOptions): Promise<Stage> {
    const drover = await startDrover(options);
    return new Stage(drover, await Person.setUp(drover));
  }

  view(sessionId: string, options?: ViewerOptions): Viewer {
    const viewer = new Viewer(this.person, sessionId, options);
    this.#viewers.push(viewer);
    return viewer;
  }

  /** A Bash session and a viewer that sees its prompt. */
  async bash(options?: ViewerOptions): Promise<{ sessionId: string; viewer: Viewer }> {
    const { sessionId } = await this.person.bash(this.drover);
    const viewer = this.view(sessionId, options);
    await viewer.until(() => viewer.bytes.includes('projects/project'));
    return { sessionId, viewer };
  }

  /** Checks that what a viewer has got since its last reset is, to the byte, what the holder wrote down. */
  expectExact(viewer: Viewer, sessionId: string): void {
    expect(viewer.faults).toEqual([]);
    const written = spooled(this.drover, sessionId, viewer.receivedFrom).subarray(0, viewer.bytes.length);
    expect(sha256(viewer.bytes)).toBe(sha256(written));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const viewer of this.#viewers) viewer.close();
    await this.drover[Symbol.asyncDispose]();
  }
}

/** A command line that prints so many self-describing bytes, then a word that only its end can print. */
export const produce = (bytes: number, bytesPerSecond?: number): string =>
  `${process.execPath} ${PRODUCER} ${bytes} ${bytesPerSecond ?? ''}; echo fin""ished\r`;

/** Waits of random length, told by their seed, so that a failure can be had again. */
export function randomWaits(seed = Date.now() % 100_000): {
  seed: number;
  next: (maxMs: number) => Promise<void>;
} {
  let state = seed;
  const random = () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
  return { seed, next: (maxMs) => new Promise((resolve) => setTimeout(resolve, random() * maxMs)) };
}
