import { setTimeout as delay } from 'node:timers/promises';
import type { Place } from '../stage.ts';
import { openLine } from './page.ts';
import { DrawnScreen, ReadScreen } from './prompt-screen.ts';

const FLOOD_MS = 1_000;
const CTRL_C = '\x03';

type InterruptTask = { place: Place; command: string; draws: boolean; times: number };

/**
 * Milliseconds from Ctrl-C in a flood until the shell's prompt is there: read, or drawn by a terminal that
 * acknowledges what it has parsed.
 */
export async function timeInterrupts({ place, command, draws, times }: InterruptTask): Promise<number[]> {
  const screen = draws ? new DrawnScreen() : new ReadScreen();
  const atPrompt = screen.nextPrompt();
  const line = await openLine(place, screen.events);
  await atPrompt;
  const results: number[] = [];
  for (let time = 0; time < times; time++) {
    line.type(`${command}\r`);
    await delay(FLOOD_MS);
    const prompt = screen.nextPrompt();
    const started = performance.now();
    line.type(CTRL_C);
    await prompt;
    results.push(performance.now() - started);
  }
  line.close();
  return results;
}
