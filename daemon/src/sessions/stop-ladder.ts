import { setTimeout as delay } from 'node:timers/promises';
import { isAlive, type ProcessRef } from './processes.ts';

/** Signals in order, each with the time its receivers have to end. HUP first: an interactive shell ignores TERM. */
const LADDER: { signal: NodeJS.Signals; patienceMs: number }[] = [
  { signal: 'SIGHUP', patienceMs: 3_000 },
  { signal: 'SIGTERM', patienceMs: 3_000 },
  { signal: 'SIGKILL', patienceMs: 3_000 },
];
const LOOK_EVERY_MS = 25;

/**
 * Ends all processes that `list` finds, the gentlest way that works, looking again before each step for those that
 * were born meanwhile. It is told those found before: what belongs to them may be known by them alone. True when none
 * is left.
 */
export async function stopProcesses(list: (known: ProcessRef[]) => ProcessRef[]): Promise<boolean> {
  let processes: ProcessRef[] = [];
  for (const { signal: name, patienceMs } of LADDER) {
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
