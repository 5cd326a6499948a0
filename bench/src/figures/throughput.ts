import { Apart } from '../apart/apart.ts';
import type { BareLoopTasks } from '../bare/loop.ts';
import { BareRelay } from '../bare/relay.ts';
import { BenchDrover } from '../drover/bench-drover.ts';
import { type Cpu, cpuBetween } from '../machine/cpu.ts';
import { printFile, READY } from '../programs/commands.ts';
import { outputBytes } from '../programs/lines.ts';
import { LinesFile } from '../programs/lines-file.ts';
import type { Row } from '../report/row.ts';
import { interleaved, median } from '../report/statistics.ts';
import type { Stage } from '../stage.ts';
import type { ViewerTasks } from '../viewer/main.ts';

const ROUNDS = 5;

/** In all, about 50 MB. */
const LINES = 800_000;

/** Output from PTY to a viewer that compares each byte, of one session and of four at once. */
export async function throughput(): Promise<Row[]> {
  await using drover = await BenchDrover.open();
  await using relay = await BareRelay.open();
  await using viewer = new Apart<ViewerTasks>('viewer/main.ts');
  await using loop = new Apart<BareLoopTasks>('bare/loop.ts');
  const parts = { drover, relay, viewer, loop };
  return [...(await throughputOf(1, parts)), ...(await throughputOf(4, parts))];
}

type Parts = {
  drover: BenchDrover;
  relay: BareRelay;
  viewer: Apart<ViewerTasks>;
  loop: Apart<BareLoopTasks>;
};

/** CPU by part, seconds for 100 MB. */
type Run = { megabytesPerSecond: number; skippedShare: number; cpu: Cpu };

async function throughputOf(sessions: number, { drover, relay, viewer, loop }: Parts): Promise<Row[]> {
  const lines = LINES / sessions;
  await using file = await LinesFile.write(lines);
  const command = printFile(file.path);
  const bytes = READY.length + outputBytes(lines);
  const through = (stage: Stage) => runThrough(stage, viewer, { sessions, command, lines });
  const runs = await interleaved<'loop' | 'relay' | 'drover', Run>(ROUNDS, {
    loop: async () => {
      const ms = await loop.ask('read', { command, count: sessions, bytes });
      return { megabytesPerSecond: (sessions * bytes) / 1_000 / ms, skippedShare: 0, cpu: {} };
    },
    relay: () => through(relay),
    drover: () => through(drover),
  });
  return rowsOf(sessions === 1 ? 'one session' : `${sessions} sessions`, runs);
}

type Task = { sessions: number; command: string; lines: number };

async function runThrough(
  stage: Stage,
  viewer: Apart<ViewerTasks>,
  { sessions, command, lines }: Task,
): Promise<Run> {
  const programs = await Promise.all(Array.from({ length: sessions }, () => stage.start(command)));
  const before = stage.cpu();
  const { ms, bytes, skipped } = await viewer.ask('readExactly', {
    places: programs.map(({ place }) => place),
    lines,
  });
  const cpu = cpuBetween(before, stage.cpu(), 100_000_000 / bytes);
  await Promise.all(programs.map(({ stop }) => stop()));
  return { megabytesPerSecond: bytes / 1_000 / ms, skippedShare: skipped / (bytes + skipped), cpu };
}

function rowsOf(what: string, { loop, relay, drover }: Record<'loop' | 'relay' | 'drover', Run[]>): Row[] {
  const rate = (runs: Run[]) => median(runs.map((run) => run.megabytesPerSecond));
  const cpu = (runs: Run[], part: string) => median(runs.map((run) => run.cpu[part] ?? Number.NaN));
  const skipped = Math.round(100 * median(drover.map(({ skippedShare }) => skippedShare)));
  const output = { name: `Output, ${what}`, unit: 'MB/s', drover: rate(drover) };
  const parts = ['daemon', 'screens', 'holders'].map((part) => ({ part, seconds: cpu(drover, part) }));
  return [
    {
      ...output,
      limit: { name: 'PTY read loop', value: rate(loop) },
      target: { of: 'ratio', bound: 'at least', than: 0.6 },
      ...(skipped > 0 ? { note: `${skipped} % of the output left out for snapshots` } : {}),
    },
    { ...output, limit: { name: 'bare relay', value: rate(relay) } },
    {
      name: `CPU of the hub, ${what}`,
      unit: 's/100 MB',
      drover: cpu(drover, 'hub'),
      limit: { name: "bare relay's hub", value: cpu(relay, 'hub') },
    },
    {
      name: `CPU of daemon and holders, ${what}`,
      unit: 's/100 MB',
      drover: parts.reduce((sum, { seconds }) => sum + seconds, 0),
      limit: { name: "bare relay's host", value: cpu(relay, 'host') },
      note: parts.map(({ part, seconds }) => `${part} ${seconds.toFixed(2)}`).join(', '),
    },
  ];
}
