import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Apart } from '../apart/apart.ts';
import { BenchDrover } from '../drover/bench-drover.ts';
import { type Memory, memoryOf } from '../machine/memory.ts';
import { printFile } from '../programs/commands.ts';
import { LinesFile } from '../programs/lines-file.ts';
import type { Row } from '../report/row.ts';
import type { ViewerTasks } from '../viewer/main.ts';
import { memoryRow } from './memory-row.ts';

const LINES = 800_000;

/** What one more session costs in memory: its holder's own, new and after 50 MB of output. */
export async function holder(): Promise<Row[]> {
  await using file = await LinesFile.write(LINES);
  await using drover = await BenchDrover.open();
  await using viewer = new Apart<ViewerTasks>('viewer/main.ts');
  const program = await drover.start(printFile(file.path));
  const [pid = Number.NaN] = drover.holderPids;
  const bare = await emptyNodeMemory(flagsOf(pid));
  const fresh = memoryOf(pid);
  await viewer.ask('readExactly', { places: [program.place], lines: LINES });
  return [rowOf('new', fresh, bare), rowOf('after 50 MB', memoryOf(pid), bare)];
}

const rowOf = (when: string, memory: Memory, bare: Memory): Row => ({
  ...memoryRow(`a holder, ${when}`, memory),
  limit: { name: 'a Node that does nothing, with the same flags', value: bare.own },
  target: { of: 'value', bound: 'at most', than: 12 },
});

/** The flags with which a Node process was started. */
const flagsOf = (pid: number): string[] =>
  readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    .split('\0')
    .filter((argument) => argument.startsWith('--'));

async function emptyNodeMemory(flags: string[]): Promise<Memory> {
  const node = spawn(process.execPath, [...flags, '-e', "console.log('up'); setInterval(() => {}, 1e6)"]);
  await once(node.stdout, 'data');
  const memory = memoryOf(node.pid ?? Number.NaN);
  node.kill();
  return memory;
}
