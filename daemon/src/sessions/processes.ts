import { readdirSync, readFileSync } from 'node:fs';

/** A process that may belong to a session, told apart from a later one of the same pid by its start. */
export type ProcessRef = { pid: number; startTicks: number };

/** Variable that every process of a session inherits; it finds those that left the session's process group. */
export const SESSION_VARIABLE = 'DROVER_SESSION_ID';

/**
 * All living processes of a session: those in the terminal session of `leaderPid`, and those that carry its id in
 * their environment, wherever they have moved. Zombies do not count.
 */
export function processesOf(sessionId: string, leaderPid: number | undefined): ProcessRef[] {
  const marker = `${SESSION_VARIABLE}=${sessionId}`;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => statusOf(Number(name)))
    .filter((status) => status !== undefined)
    .filter((status) => status.terminalSession === leaderPid || environmentOf(status.pid).includes(marker))
    .map(({ pid, startTicks }) => ({ pid, startTicks }));
}

export const isAlive = (process: ProcessRef): boolean =>
  statusOf(process.pid)?.startTicks === process.startTicks;

/** Fields of `/proc/<pid>/stat` (see proc(5)); undefined for what is gone or a zombie. */
function statusOf(pid: number): (ProcessRef & { terminalSession: number }) | undefined {
  const stat = readOrEmpty(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (!stat || fields[0] === 'Z' || fields[0] === 'X') return undefined;
  return { pid, terminalSession: Number(fields[3]), startTicks: Number(fields[19]) };
}

const environmentOf = (pid: number): string[] => readOrEmpty(`/proc/${pid}/environ`).split('\0');

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
