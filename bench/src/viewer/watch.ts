import { GO } from '../programs/commands.ts';
import type { Place } from '../stage.ts';
import { openLine } from './line.ts';

/** Tells a program to go on, and watches it as long as this process lives. Settles when its output comes. */
export async function watch({ place }: { place: Place }): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const line = await openLine(place, {
    output: (bytes, offset, parsed) => {
      parsed();
      if (offset + bytes.length > 1) resolve();
    },
    snapshot: (_bytes, _offset, parsed) => parsed(),
    reset: () => {},
  });
  line.type(GO);
  await promise;
}
