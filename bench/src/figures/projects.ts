import { Apart } from '../apart/apart.ts';
import type { Row } from '../report/row.ts';
import { ManyRepositories } from '../search/repositories.ts';
import type { ScanTasks } from '../search/scan.ts';

const REPOSITORIES = 2_000;

/** The longest that the event loop may be held, in milliseconds: meanwhile no key reaches an agent. */
const HELD_MS = 50;

/** How long it takes to find many repositories, to find them again, and how long nothing else happens meanwhile. */
export async function projects(): Promise<Row[]> {
  using repositories = new ManyRepositories(REPOSITORIES);
  await using daemon = new Apart<ScanTasks>('search/scan.ts');
  const times = await daemon.ask('scan', { root: repositories.root });
  const found = `${times.projects - 1} found`; // and the root itself
  const held = { unit: 'ms', target: { of: 'value', bound: 'at most', than: HELD_MS } } as const;
  return [
    { name: 'Repositories found, first search', unit: 's', drover: times.firstMs / 1_000, note: found },
    { name: 'Repositories found, again', unit: 's', drover: times.againMs / 1_000 },
    { name: 'Event loop held by both, at worst', drover: times.heldMs, ...held },
    { name: 'Until git has looked into all', unit: 's', drover: times.lookedMs / 1_000 },
    { name: 'Event loop held by these looks, at worst', drover: times.heldLookingMs, ...held },
  ];
}
