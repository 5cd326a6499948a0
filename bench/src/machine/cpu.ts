import { readdirSync, readFileSync } from 'node:fs';

/** Of Linux, in all `/proc` files. */
const TICKS_PER_SECOND = 100;

/** Seconds of CPU that a process has used so far. */
export const cpuSeconds = (pid: number): number => secondsIn(`/proc/${pid}/stat`);

/** Seconds of CPU that the threads of this name have used so far. */
export function threadCpuSeconds(pid: number, name: string): number {
  const tasks = `/proc/${pid}/task`;
  return readdirSync(tasks)
    .filter((thread) => readFileSync(`${tasks}/${thread}/comm`, 'utf8').trim() === name)
    .reduce((sum, thread) => sum + secondsIn(`${tasks}/${thread}/stat`), 0);
}

/** Fields 14 and 15 of proc_pid_stat(5); the name before them is in brackets and may hold anything. */
function secondsIn(statFile: string): number {
  const stat = readFileSync(statFile, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

/** Seconds of CPU by part of a stage. */
export type Cpu = Record<string, number>;

/** What each part has used between two readings, times `factor`. */
export const cpuBetween = (before: Cpu, after: Cpu, factor = 1): Cpu =>
  Object.fromEntries(
    Object.entries(after).map(([part, seconds]) => [part, (seconds - (before[part] ?? 0)) * factor]),
  );
