import type { ScreenBuffer } from './internals.ts';

/** xterm's option `tabStopWidth`. */
const WIDTH = 8;

/** The sequences that set a screen's tab stops, where they are not every eighth column. */
export function tabStops({ tabs }: ScreenBuffer, cols: number): string {
  const columns = Array.from({ length: cols }, (_, x) => x);
  if (columns.every((x) => Boolean(tabs[x]) === (x % WIDTH === 0))) return '';
  return `\x1b[3g${columns
    .filter((x) => tabs[x])
    .map((x) => `\x1b[${x + 1}G\x1bH`)
    .join('')}`;
}
