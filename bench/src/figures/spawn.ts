import { Apart } from '../apart/apart.ts';
import type { BareLoopTasks } from '../bare/loop.ts';
import { BenchDrover } from '../drover/bench-drover.ts';
import { SHELL } from '../programs/commands.ts';
import type { Row } from '../report/row.ts';
import { interleaved, median } from '../report/statistics.ts';
import { openDroverPage } from '../viewer/drover-page.ts';
import { IGNORED, type Page } from '../viewer/page.ts';

const ROUNDS = 15;

/** From the wish for a shell until its first byte is in the viewer that asked for it. */
export async function spawn(): Promise<Row[]> {
  await using drover = await BenchDrover.open();
  await using loop = new Apart<BareLoopTasks>('bare/loop.ts');
  const page = await openDroverPage(drover.person);
  const times = await interleaved(ROUNDS, {
    loop: () => loop.ask('firstByte', { command: SHELL }),
    drover: () => firstByte(drover, page),
  });
  page.close();
  return [
    {
      name: 'Spawn until the first byte',
      unit: 'ms',
      drover: median(times.drover),
      limit: { name: 'the same shell in a bare PTY', value: median(times.loop) },
    },
  ];
}

async function firstByte(drover: BenchDrover, page: Page): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<number>();
  const started = performance.now();
  const program = await drover.start(SHELL);
  const line = await page.view(program.place, {
    ...IGNORED,
    output: (_bytes, _offset, parsed) => {
      resolve(performance.now() - started);
      parsed();
    },
  });
  const ms = await promise;
  line.close();
  await program.stop();
  return ms;
}
