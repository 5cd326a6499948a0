import { MAX_ATTACHMENTS_PER_SOCKET } from '@drover/protocol';
import { GO, READY } from '../programs/commands.ts';
import type { Place } from '../stage.ts';
import { openFleetPage } from './drover-page.ts';
import { type Line, openPage, type Page } from './page.ts';

let bytesDelivered = 0;

/** Bytes that all viewers of this process have got so far. */
export const delivered = (): number => bytesDelivered;

/**
 * Tells a program to go on, and watches it with so many viewers, each with a connection of its own, as long as this
 * process lives. Settles when its output has reached all of them.
 */
export async function watch({ place, viewers }: { place: Place; viewers: number }): Promise<void> {
  const first = await watchOn(await openPage(place), place); // it has control
  const others = Array.from({ length: viewers - 1 }, async () => watchOn(await openPage(place), place));
  const watching = [first, ...(await Promise.all(others))];
  first.line.type(GO);
  await Promise.all(watching.map(({ moving }) => moving));
}

/** Watches programs that need not be told, on as few connections as the hub allows. */
export async function watchAll({ places }: { places: Place[] }): Promise<void> {
  for (let at = 0; at < places.length; at += MAX_ATTACHMENTS_PER_SOCKET) {
    const shown = places.slice(at, at + MAX_ATTACHMENTS_PER_SOCKET);
    const page = await openPage(shown[0] as Place);
    await Promise.all(shown.map((place) => watchOn(page, place)));
  }
}

/** Shows the fleet with its live pictures, as long as this process lives. */
export async function showFleet(door: { url: string; cookie: string }): Promise<void> {
  await openFleetPage(door);
}

async function watchOn(page: Page, place: Place): Promise<{ line: Line; moving: Promise<void> }> {
  const { promise: moving, resolve } = Promise.withResolvers<void>();
  const take = (bytes: Uint8Array, offset: number, parsed: () => void) => {
    bytesDelivered += bytes.length;
    if (offset + bytes.length > READY.length) resolve();
    parsed();
  };
  const line = await page.view(place, { output: take, snapshot: take, reset: () => {} });
  return { line, moving };
}
