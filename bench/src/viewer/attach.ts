import type { Place } from '../stage.ts';
import { openPage, type Page } from './page.ts';

/** `ms` until a viewer is up to date, and the bytes that took. */
export type Attached = { ms: number; bytes: number };

/** Attaches so many times, one after the other, to a program that has printed `end` bytes and is silent. */
export async function timeAttaches(task: { place: Place; end: number; times: number }): Promise<Attached[]> {
  const page = await openPage(task.place);
  const results: Attached[] = [];
  for (let time = 0; time < task.times; time++) results.push(await attachOnce(page, task.place, task.end));
  page.close();
  return results;
}

async function attachOnce(page: Page, place: Place, end: number): Promise<Attached> {
  const { promise: isCurrent, resolve } = Promise.withResolvers<void>();
  let bytes = 0;
  let snapshotLength = 0;
  const arrive = (offset: number) => {
    if (offset >= end && bytes >= snapshotLength) resolve();
  };
  const take = (part: Uint8Array, nextOffset: number, parsed: () => void) => {
    bytes += part.length;
    arrive(nextOffset);
    parsed();
  };
  const started = performance.now();
  const line = await page.view(place, {
    reset: (_offset, length) => {
      snapshotLength = length;
    },
    snapshot: (part, offset, parsed) => take(part, offset, parsed),
    output: (part, offset, parsed) => take(part, offset + part.length, parsed),
  });
  await isCurrent;
  const ms = performance.now() - started;
  line.close();
  return { ms, bytes };
}
