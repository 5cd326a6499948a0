import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Projects } from '@drover/daemon/src/projects/index.ts';
import { pino } from 'pino';
import { serve } from '../apart/serve.ts';

export type ScanTimes = {
  projects: number;
  firstMs: number;
  againMs: number;
  /** Until git has looked into each. */
  lookedMs: number;
  /** The longest that the event loop was held, while searching, and while git looked. */
  heldMs: number;
  heldLookingMs: number;
};

/** The daemon's own search for projects, in a process that does nothing else. */
const tasks = {
  async scan({ root }: { root: string }): Promise<ScanTimes> {
    const projects = new Projects({
      ...{ roots: [root], home: root, lastSessions: () => new Map() },
      rules: { depth: 4, ignore: [], plainDirectories: true },
      log: pino({ level: 'silent' }),
    });
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const first = await timed(() => projects.list({ refresh: true }));
    const again = await timed(() => projects.list({ refresh: true }));
    const heldMs = longest(delay);
    delay.reset();
    const looked = await timed(() => projects.lookedAt());
    return {
      projects: first.value.projects.length,
      ...{ firstMs: first.ms, againMs: again.ms, lookedMs: looked.ms },
      ...{ heldMs, heldLookingMs: longest(delay) },
    };
  },
};
export type ScanTasks = typeof tasks;

async function timed<T>(act: () => Promise<T>): Promise<{ value: T; ms: number }> {
  const started = performance.now();
  const value = await act();
  return { value, ms: performance.now() - started };
}

const longest = (delay: { max: number }): number => delay.max / 1e6;

serve(tasks);
