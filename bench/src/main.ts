import { Stage } from '../../e2e/harness/stage.ts';
import { bareEcho, droverEcho } from './echo.ts';
import { latencies, type Row, table } from './report.ts';
import { barePtyThroughput, droverThroughput } from './throughput.ts';

/**
 * What the path can do, each figure beside what the machine can do without Drover, measured in the same run. Ratios
 * carry over to other machines; absolute figures do not.
 */
const ROUNDS = 3;

const median = (values: number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function medianOf(measure: () => Promise<number>): Promise<number> {
  const values: number[] = [];
  for (let round = 0; round < ROUNDS; round++) values.push(await measure());
  return median(values);
}

const rows: Row[] = [];
await using stage = await Stage.open();

rows.push({
  name: 'Output, PTY to viewer',
  unit: 'MB/s',
  drover: await medianOf(() => droverThroughput(stage)),
  bare: await medianOf(barePtyThroughput),
  bareName: 'PTY read loop',
});

const [bare, drover] = [await bareEcho(), await droverEcho(stage)];
for (const percentile of [50, 95, 99] as const) {
  rows.push({
    name: `Echo of a keystroke, p${percentile}`,
    unit: 'ms',
    drover: latencies(drover)[percentile],
    bare: latencies(bare)[percentile],
    bareName: 'Socket.IO relay of two hops',
  });
}

console.log(table(rows));
