import { readInvocation } from './command-line.ts';
import { FIGURES } from './figures/index.ts';
import { describeMachine } from './report/machine.ts';
import { type FigureRows, writeResults } from './report/results.ts';
import { table } from './report/table.ts';

const startedAt = new Date();

try {
  const { figures, json } = readInvocation(process.argv.slice(2), Object.keys(FIGURES), startedAt);
  await measure(figures, json);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

async function measure(figures: string[], json: string): Promise<void> {
  console.log(Object.values(describeMachine()).join(', '));
  const measured: FigureRows[] = [];
  for (const figure of figures) {
    const began = performance.now();
    const rows = (await FIGURES[figure]?.()) ?? [];
    measured.push({ figure, rows });
    console.log(`${figure}: ${Math.round((performance.now() - began) / 1_000)} s`);
    await writeResults(json, startedAt, measured);
  }
  console.log(`\n${table(measured.flatMap(({ rows }) => rows))}\n\n${json}`);
}
