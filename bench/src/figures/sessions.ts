import { BareRelay } from '../bare/relay.ts';
import { BenchDrover } from '../drover/bench-drover.ts';
import type { Cpu } from '../machine/cpu.ts';
import { type Memory, memoryOf } from '../machine/memory.ts';
import type { Row } from '../report/row.ts';
import { cpuRow, percent } from './cpu-row.ts';
import { memoryRow } from './memory-row.ts';
import { Redraws, sharesOf, type Watching } from './redraws.ts';

const COUNTS = [50, 200];
const BARE = { name: "bare relay's hub and host" };

/** What many sessions cost, each like an agent at work: unwatched and watched. */
export async function sessions(): Promise<Row[]> {
  const bare = await bareShares();
  await using drover = await BenchDrover.open();
  const { hub: idleHub = Number.NaN } = await sharesOf(drover);
  const redraws = new Redraws(drover);
  const rows: Row[] = [];
  for (const [index, count] of COUNTS.entries()) {
    await redraws.growTo(count);
    const memory = memoryRows(count, drover);
    const ours = await redraws.shares();
    rows.push(
      ...cpuRows(count, ours, bare[index]),
      unwatchedHubRow(count, ours.unwatched.hub ?? Number.NaN, idleHub),
      ...memory,
    );
  }
  return rows;
}

async function bareShares(): Promise<Record<Watching, Cpu>[]> {
  await using relay = await BareRelay.open();
  const redraws = new Redraws(relay);
  const shares: Record<Watching, Cpu>[] = [];
  for (const count of COUNTS) {
    await redraws.growTo(count);
    shares.push(await redraws.shares());
  }
  return shares;
}

const cpuRows = (count: number, ours: Record<Watching, Cpu>, bare?: Record<Watching, Cpu>): Row[] =>
  (Object.keys(ours) as Watching[]).map((watching) => {
    const { hub = Number.NaN, host = Number.NaN } = bare?.[watching] ?? {};
    const row = cpuRow(`${count} sessions, ${watching}`, ours[watching]);
    const limit = { ...BARE, value: percent(hub + host) };
    const isTarget = count === 200 && watching === 'ten watched';
    return { ...row, limit, ...(isTarget ? { target: { of: 'value', bound: 'at most', than: 50 } } : {}) };
  });

const unwatchedHubRow = (count: number, hub: number, idleHub: number): Row => ({
  name: `CPU of the hub for ${count} unwatched sessions`,
  unit: '% of a core',
  drover: percent(hub - idleHub),
  target: { of: 'value', bound: 'at most', than: 0.5 },
  note: 'more than without any session; counted in ticks of 10 ms',
});

function memoryRows(count: number, { drover, holderPids }: BenchDrover): Row[] {
  const holders = holderPids.map(memoryOf).toSorted((a, b) => a.own - b.own);
  const of = `with ${count} sessions`;
  return [
    memoryRow(`the hub ${of}`, memoryOf(drover.hub.pid)),
    memoryRow(`the daemon ${of}`, memoryOf(drover.daemon.pid)),
    memoryRow(`a holder of ${count}`, holders[Math.floor(holders.length / 2)] as Memory),
  ];
}
