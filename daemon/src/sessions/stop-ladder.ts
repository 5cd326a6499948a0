import { setTimeout as delay } from 'node:timers/promises';
import { isAlive, type ProcessRef } from './processes.ts';

/** In order. HUP first: an interactive shell ignores TERM. */
const LADDER: NodeJS.Signals[] = ['SIGHUP', 'SIGTERM', 'SIGKILL'];
const LOOK_EVERY_MS = 25;

/**
 * Ends all processes that `list` finds, the gentlest way that works, looking again before each step for those that
 * were born meanwhile. It is told those found before: what belongs to them may be known by them alone. After each
 * signal its receivers have `patienceMs` to end. True when none is left.
 */
export async function stopProcesses(
  list: (known: ProcessRef[]) => ProcessRef[],
  patienceMs: number,
): Promise<boolean> {
  let processes: ProcessRef[] = [];
  for (const name of LADDER) {
    processes = list(processes);
    if (processes.length === 0) return true;
    for (const process of processes) send(process, name);
    await gone(processes, patienceMs);
  }
  return list(processes).length === 0;
}

async function gone(processes: ProcessRef[], patienceMs: number): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (processes.some(isAlive) && performance.now() < deadline) await delay(LOOK_EVERY_MS);
}

function send({ pid, startTicks }: ProcessRef, name: NodeJS.Signals): void {
  if (!isAlive({ pid, startTicks })) return;
  signal(pid, name);
  // A stopped program would sleep through its end.
  signal(pid, 'SIGCONT');
}

export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It ended by itself between the look and the signal.
  }
}
