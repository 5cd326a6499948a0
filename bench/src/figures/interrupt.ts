import { Apart } from '../apart/apart.ts';
import { BareRelay } from '../bare/relay.ts';
import { BenchDrover } from '../drover/bench-drover.ts';
import { forEver, SHELL } from '../programs/commands.ts';
import { LinesFile } from '../programs/lines-file.ts';
import type { Row } from '../report/row.ts';
import { interleaved, median } from '../report/statistics.ts';
import type { Stage } from '../stage.ts';
import type { ViewerTasks } from '../viewer/main.ts';

const ROUNDS = 3;
const TIMES_PER_ROUND = 3;

/** From Ctrl-C in a flood until the prompt is there, for a viewer that draws and for one that only reads. */
export async function interrupt(): Promise<Row[]> {
  await using file = await LinesFile.write(100_000);
  await using drover = await BenchDrover.open();
  await using relay = await BareRelay.open();
  await using viewer = new Apart<ViewerTasks>('viewer/main.ts');
  const on = (stage: Stage, draws: boolean) => async () => {
    const program = await stage.start(SHELL);
    const task = { place: program.place, command: forEver(file.path), draws, times: TIMES_PER_ROUND };
    const times = await viewer.ask('timeInterrupts', task);
    await program.stop();
    return times;
  };
  const runs = await interleaved(ROUNDS, {
    readRelay: on(relay, false),
    read: on(drover, false),
    drawnRelay: on(relay, true),
    drawn: on(drover, true),
  });
  return [
    rowOf('read', runs.read.flat(), runs.readRelay.flat()),
    rowOf('drawn', runs.drawn.flat(), runs.drawnRelay.flat()),
  ];
}

const rowOf = (how: string, ours: number[], bare: number[]): Row => ({
  name: `Ctrl-C in a flood until the prompt is ${how}`,
  unit: 'ms',
  drover: median(ours),
  limit: { name: 'bare relay', value: median(bare) },
  target: { of: 'value', bound: 'at most', than: 250 },
  note: `at worst ${Math.round(Math.max(...ours))} ms, bare ${Math.round(Math.max(...bare))} ms`,
});
