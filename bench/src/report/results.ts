import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { describeMachine } from './machine.ts';
import { isMet, type Row, ratioOf } from './row.ts';

export type FigureRows = { figure: string; rows: Row[] };

/** Writes everything that was measured, for programs to read. */
export async function writeResults(file: string, startedAt: Date, figures: FigureRows[]): Promise<void> {
  const results = figures.flatMap(({ figure, rows }) =>
    rows.map((row) => ({ figure, ...row, ratio: ratioOf(row), met: isMet(row) })),
  );
  const content = { startedAt: startedAt.toISOString(), machine: describeMachine(), results };
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(content, null, 2)}\n`);
}
