import { DashboardBrowser } from '../browser/dashboard-browser.ts';
import { type Smoothness, smoothness, timeEmptyFrames, timeGlyphs } from '../browser/in-page.ts';
import { BenchDrover } from '../drover/bench-drover.ts';
import { CLOCK, flood } from '../programs/commands.ts';
import { LinesFile } from '../programs/lines-file.ts';
import type { Row } from '../report/row.ts';
import { quantile } from '../report/statistics.ts';

const GLYPHS = 150;
const IDLE_MS = 3_000;
const FLOOD_MS = 8_000;

/** The terminal page in Chromium: how soon a printed line is drawn, and how smooth the page stays in a flood. */
export async function browser(): Promise<Row[]> {
  await using file = await LinesFile.write(100_000);
  await using drover = await BenchDrover.open();
  await using chromium = await DashboardBrowser.open(drover);
  return [...(await glyphs(drover, chromium)), ...(await inFlood(drover, chromium, file.path))];
}

async function glyphs(drover: BenchDrover, chromium: DashboardBrowser): Promise<Row[]> {
  const program = await drover.start(CLOCK);
  const page = await chromium.show(program);
  const empty = await page.evaluate(timeEmptyFrames, GLYPHS);
  const times = await page.evaluate(timeGlyphs, GLYPHS);
  await page.close();
  await program.stop();
  return [50, 95].map((percent) => ({
    name: `Byte printed until its glyph is drawn, p${percent}`,
    unit: 'ms',
    drover: quantile(times, percent / 100),
    limit: { name: 'an empty frame of the page', value: quantile(empty, percent / 100) },
  }));
}

async function inFlood(drover: BenchDrover, chromium: DashboardBrowser, file: string): Promise<Row[]> {
  const program = await drover.start(flood(file));
  const page = await chromium.show(program);
  const idle = await page.evaluate(smoothness, IDLE_MS);
  await page.keyboard.press('Enter');
  const flooded = await page.evaluate(smoothness, FLOOD_MS);
  await page.close();
  await program.stop();
  const frame = ({ frames }: Smoothness, share: number) => quantile(frames, share);
  return [
    ...[50, 95, 99].map((percent) => ({
      name: `Time between frames in a flood, p${percent}`,
      unit: 'ms',
      drover: frame(flooded, percent / 100),
      limit: { name: 'the same page, idle', value: frame(idle, percent / 100) },
    })),
    {
      name: 'Long tasks in a flood',
      unit: 'ms/s',
      drover: sum(flooded.longTasks) / (FLOOD_MS / 1_000),
      note: `${flooded.longTasks.length} in ${FLOOD_MS / 1_000} s, the longest ${Math.max(0, ...flooded.longTasks)} ms`,
    },
    { name: 'Output that a flood moves on by', unit: 'MB/s', drover: flooded.bytes / 1_000 / FLOOD_MS },
  ];
}

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
