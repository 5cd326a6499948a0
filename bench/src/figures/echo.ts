import { Apart } from '../apart/apart.ts';
import { BareRelay } from '../bare/relay.ts';
import { BenchDrover } from '../drover/bench-drover.ts';
import { ECHO, flood } from '../programs/commands.ts';
import { LinesFile } from '../programs/lines-file.ts';
import type { Row } from '../report/row.ts';
import { interleaved, median, quantile } from '../report/statistics.ts';
import type { Stage } from '../stage.ts';
import type { ViewerTasks } from '../viewer/main.ts';

const ROUNDS = 5;
const KEYSTROKES = 120;
const PERCENTILES = [50, 95, 99] as const;

/** From a keystroke in a viewer until the echo of it is there, in an idle Drover and beside a watched flood. */
export async function echo(): Promise<Row[]> {
  await using file = await LinesFile.write(100_000);
  await using drover = await BenchDrover.open();
  await using relay = await BareRelay.open();
  await using viewer = new Apart<ViewerTasks>('viewer/main.ts');
  const idle = (stage: Stage) => echoesOf(stage, viewer);
  const flooded = (stage: Stage) => besideFlood(stage, file.path, () => echoesOf(stage, viewer));
  const runs = await interleaved(ROUNDS, {
    relay: () => idle(relay),
    drover: () => idle(drover),
    floodedRelay: () => flooded(relay),
    floodedDrover: () => flooded(drover),
  });
  const percentile = (times: number[][], percent: number) =>
    median(times.map((round) => quantile(round, percent / 100)));
  const rows = (what: string, ours: number[][], bare: number[][]): Row[] =>
    PERCENTILES.map((percent) => ({
      name: `Echo ${what}, p${percent}`,
      unit: 'ms',
      drover: percentile(ours, percent),
      limit: { name: 'bare relay', value: percentile(bare, percent) },
      ...(percent === 50 && what === 'idle' ? { target: { of: 'ratio', bound: 'at most', than: 1.5 } } : {}),
    }));
  return [
    ...rows('idle', runs.drover, runs.relay),
    ...rows('beside a flood', runs.floodedDrover, runs.floodedRelay),
    {
      name: 'Echo beside a flood over idle, p99',
      unit: 'ms',
      drover: percentile(runs.floodedDrover, 99),
      limit: { name: 'the same, idle', value: percentile(runs.drover, 99) },
      target: { of: 'ratio', bound: 'at most', than: 2 },
    },
  ];
}

async function echoesOf(stage: Stage, viewer: Apart<ViewerTasks>): Promise<number[]> {
  const program = await stage.start(ECHO);
  const times = await viewer.ask('timeEchoes', { place: program.place, keystrokes: KEYSTROKES });
  await program.stop();
  return times;
}

async function besideFlood<T>(stage: Stage, file: string, measure: () => Promise<T>): Promise<T> {
  await using watcher = new Apart<ViewerTasks>('viewer/main.ts');
  const program = await stage.start(flood(file));
  await watcher.ask('watch', { place: program.place, viewers: 1 });
  const result = await measure();
  await program.stop();
  return result;
}
