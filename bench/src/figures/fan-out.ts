import { setTimeout as delay } from 'node:timers/promises';
import { Apart } from '../apart/apart.ts';
import { BareRelay } from '../bare/relay.ts';
import { BenchDrover } from '../drover/bench-drover.ts';
import { cpuBetween } from '../machine/cpu.ts';
import { flood } from '../programs/commands.ts';
import { LinesFile } from '../programs/lines-file.ts';
import type { Row } from '../report/row.ts';
import { interleaved, median } from '../report/statistics.ts';
import type { Stage } from '../stage.ts';
import type { ViewerTasks } from '../viewer/main.ts';

const ROUNDS = 3;
const MEASURED_MS = 3_000;
const VIEWERS = [1, 10, 50];

/** What one flooding session brings to many viewers, in all. */
export async function fanOut(): Promise<Row[]> {
  await using file = await LinesFile.write(100_000);
  await using drover = await BenchDrover.open();
  await using relay = await BareRelay.open();
  const rows: Row[] = [];
  for (const viewers of VIEWERS) {
    const runs = await interleaved(ROUNDS, {
      relay: () => deliver(relay, file.path, viewers),
      drover: () => deliver(drover, file.path, viewers),
    });
    rows.push(...rowsOf(viewers, runs.drover, runs.relay));
  }
  return rows;
}

/** CPU of the hub in seconds for 100 MB. */
type Delivery = { megabytesPerSecond: number; hubCpu: number };

async function deliver(stage: Stage, file: string, viewers: number): Promise<Delivery> {
  await using audience = new Apart<ViewerTasks>('viewer/main.ts');
  const program = await stage.start(flood(file));
  await audience.ask('watch', { place: program.place, viewers });
  const [from, before, began] = [await audience.ask('delivered', undefined), stage.cpu(), performance.now()];
  await delay(MEASURED_MS);
  const [to, after, ended] = [await audience.ask('delivered', undefined), stage.cpu(), performance.now()];
  await program.stop();
  const bytes = to - from;
  const { hub = Number.NaN } = cpuBetween(before, after, 100_000_000 / bytes);
  return { megabytesPerSecond: bytes / 1_000 / (ended - began), hubCpu: hub };
}

function rowsOf(viewers: number, ours: Delivery[], bare: Delivery[]): Row[] {
  const who = viewers === 1 ? '1 viewer' : `${viewers} viewers`;
  const rate = (runs: Delivery[]) => median(runs.map((run) => run.megabytesPerSecond));
  const cpu = (runs: Delivery[]) => median(runs.map((run) => run.hubCpu));
  return [
    {
      name: `Delivered to ${who}`,
      unit: 'MB/s',
      drover: rate(ours),
      limit: { name: 'bare relay', value: rate(bare) },
    },
    {
      name: `CPU of the hub, ${who}`,
      unit: 's/100 MB',
      drover: cpu(ours),
      limit: { name: "bare relay's hub", value: cpu(bare) },
    },
  ];
}
