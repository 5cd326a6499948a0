import { Apart } from '../apart/apart.ts';
import { BareRelay } from '../bare/relay.ts';
import { BenchDrover } from '../drover/bench-drover.ts';
import { printFile, READY } from '../programs/commands.ts';
import { linesIn, outputBytes } from '../programs/lines.ts';
import { LinesFile } from '../programs/lines-file.ts';
import type { Row } from '../report/row.ts';
import { interleaved, median } from '../report/statistics.ts';
import type { Attached } from '../viewer/attach.ts';
import type { ViewerTasks } from '../viewer/main.ts';

const ROUNDS = 3;
const TIMES_PER_ROUND = 5;
const HISTORY_MB = [1, 10, 60];

/** From the wish to attach until the viewer is up to date, by how much a session has printed. */
export async function attach(): Promise<Row[]> {
  await using drover = await BenchDrover.open();
  await using relay = await BareRelay.open();
  await using viewer = new Apart<ViewerTasks>('viewer/main.ts');
  const rows: Row[] = [];
  for (const megabytes of HISTORY_MB) rows.push(await attachTo(megabytes, { drover, relay, viewer }));
  return rows;
}

type Parts = { drover: BenchDrover; relay: BareRelay; viewer: Apart<ViewerTasks> };

async function attachTo(megabytes: number, { drover, relay, viewer }: Parts): Promise<Row> {
  const lines = linesIn(megabytes * 1_000_000);
  await using file = await LinesFile.write(lines);
  const program = await drover.start(printFile(file.path));
  await viewer.ask('readExactly', { places: [program.place], lines });
  const ours = { place: program.place, end: READY.length + outputBytes(lines) };
  const [first] = await viewer.ask('timeAttaches', { ...ours, times: 1 }); // its screen may have been behind
  const bytes = first?.bytes ?? 0;
  const bare = { place: (await relay.hold(bytes)).place, end: bytes };
  const runs = await interleaved(ROUNDS, {
    relay: () => viewer.ask('timeAttaches', { ...bare, times: TIMES_PER_ROUND }),
    drover: () => viewer.ask('timeAttaches', { ...ours, times: TIMES_PER_ROUND }),
  });
  await program.stop();
  const ms = (attached: Attached[][]) => median(attached.flat().map((each) => each.ms));
  return {
    name: `Attach to ${megabytes} MB of history`,
    unit: 'ms',
    drover: ms(runs.drover),
    limit: { name: `${Math.round(bytes / 1_000)} kB over the bare relay`, value: ms(runs.relay) },
    target: { of: 'value', bound: 'at most', than: 150 },
  };
}
