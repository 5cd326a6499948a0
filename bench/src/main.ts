import { type Invocation, readInvocation } from './command-line.ts';
import { BenchDrover } from './drover/bench-drover.ts';
import { FIGURES } from './figures/index.ts';
import { describeMachine } from './report/machine.ts';
import { type FigureRows, writeResults } from './report/results.ts';
import type { Row } from './report/row.ts';
import { table } from './report/table.ts';

const startedAt = new Date();

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, async () => {
    await BenchDrover.endAll();
    process.exit(1);
  });
}

let invocation: Invocation;
try {
  invocation = readInvocation(process.argv.slice(2), Object.keys(FIGURES), startedAt);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(64);
}
await measure(invocation);

async function measure({ figures, json }: Invocation): Promise<void> {
  console.log(Object.values(describeMachine()).join(', '));
  const measured: FigureRows[] = [];
  for (const figure of figures) {
    const began = performance.now();
    measured.push({ figure, rows: await rowsOf(figure) });
    console.log(`${figure}: ${Math.round((performance.now() - began) / 1_000)} s`);
    await writeResults(json, startedAt, measured);
  }
  console.log(`\n${table(measured.flatMap(({ rows }) => rows))}\n\n${json}`);
}

/** One figure that cannot be measured does not cost the others. */
async function rowsOf(figure: string): Promise<Row[]> {
  try {
    return (await FIGURES[figure]?.()) ?? [];
  } catch (error) {
    console.error(`${figure} could not be measured:`, error);
    process.exitCode = 1;
    return [];
  }
}
