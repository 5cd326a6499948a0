import { readdir, readFile } from 'node:fs/promises';

/** A process as `/proc` tells of it now; see proc(5). */
export type ProcessRow = {
  pid: number;
  startTicks: number;
  parent: number;
  /** The leader of its terminal session. */
  terminalSession: number;
  /** Processor time since its start, in milliseconds. */
  cpuMs: number;
};

/** Of a clock tick; `USER_HZ` is 100 on every Linux. */
const TICK_MS = 10;

/** Files read at a time, so that thousands of processes do not hold up the daemon. */
const AT_A_TIME = 64;

/** All processes of the machine, without zombies. Empty where there is no `/proc`. */
export async function processTable(): Promise<ProcessRow[]> {
  const names = await readdir('/proc').catch(() => []);
  const pids = names.filter((name) => /^\d+$/.test(name));
  const rows: ProcessRow[] = [];
  for (let from = 0; from < pids.length; from += AT_A_TIME) {
    const some = await Promise.all(pids.slice(from, from + AT_A_TIME).map(rowOf));
    rows.push(...some.filter((row) => row !== undefined));
  }
  return rows;
}

/** Resident memory in bytes; 0 for one that is gone. */
export async function memoryOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1_024;
}

export const environmentOf = async (pid: number): Promise<string[]> =>
  (await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')).split('\0');

async function rowOf(name: string): Promise<ProcessRow | undefined> {
  const stat = await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (!stat || fields[0] === 'Z' || fields[0] === 'X') return undefined;
  const [parent, terminalSession, user, system, startTicks] = [1, 3, 11, 12, 19].map((i) =>
    Number(fields[i]),
  );
  const cpuMs = ((user ?? 0) + (system ?? 0)) * TICK_MS;
  return {
    pid: Number(name),
    startTicks: startTicks ?? 0,
    parent: parent ?? 0,
    terminalSession: terminalSession ?? 0,
    cpuMs,
  };
}
