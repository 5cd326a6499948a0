import { GO, READY } from '../programs/commands.ts';
import type { Place } from '../stage.ts';
import { type Line, openLine } from './page.ts';

const lines: Line[] = [];
let bytesDelivered = 0;

/**
 * Tells a program to go on, and watches it with so many viewers, each with a connection of its own, until `leave`.
 * Settles when its output has reached all of them.
 */
export async function watch({ place, viewers }: { place: Place; viewers: number }): Promise<void> {
  const watching = await Promise.all(Array.from({ length: viewers }, () => watchOnce(place)));
  lines.push(...watching.map(({ line }) => line));
  watching[0]?.line.type(GO);
  await Promise.all(watching.map(({ moving }) => moving));
}

/** Bytes that all viewers of this process have got so far. */
export const delivered = (): number => bytesDelivered;

export function leave(): void {
  for (const line of lines.splice(0)) line.close();
}

async function watchOnce(place: Place): Promise<{ line: Line; moving: Promise<void> }> {
  const { promise: moving, resolve } = Promise.withResolvers<void>();
  const take = (bytes: Uint8Array, offset: number, parsed: () => void) => {
    bytesDelivered += bytes.length;
    if (offset + bytes.length > READY.length) resolve();
    parsed();
  };
  const line = await openLine(place, { output: take, snapshot: take, reset: () => {} });
  return { line, moving };
}
