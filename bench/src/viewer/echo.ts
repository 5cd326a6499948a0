import { setTimeout as delay } from 'node:timers/promises';
import type { Place } from '../stage.ts';
import { IGNORED, openLine } from './page.ts';

/** Between two keystrokes of a very fast typist. What comes closer is joined on purpose. */
const PAUSE_MS = 15;

type EchoTask = { place: Place; keystrokes: number };

/** Milliseconds from each keystroke until the program's echo of it has arrived. */
export async function timeEchoes({ place, keystrokes }: EchoTask): Promise<number[]> {
  let arrival = Promise.withResolvers<void>();
  const line = await openLine(place, {
    ...IGNORED,
    output: (_bytes, _offset, parsed) => {
      parsed();
      arrival.resolve();
    },
  });
  await arrival.promise;
  const times: number[] = [];
  for (let key = 0; key < keystrokes; key++) {
    await delay(PAUSE_MS);
    arrival = Promise.withResolvers();
    const started = performance.now();
    line.type('k');
    await arrival.promise;
    times.push(performance.now() - started);
  }
  line.close();
  return times;
}
