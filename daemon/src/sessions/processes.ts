import { readdirSync, readFileSync } from 'node:fs';

/** A process, told apart from a later one of the same pid by its start. */
export type ProcessRef = { pid: number; startTicks: number };

/** Variable that every process of a session inherits; it finds those that left the session's process group. */
export const SESSION_VARIABLE = 'DROVER_SESSION_ID';

/**
 * All living processes of a session: those in the terminal session of `leader`, and those that carry the session's id
 * in their environment, wherever they have moved. Zombies do not count.
 */
export function processesOf(sessionId: string, leader: ProcessRef | undefined): ProcessRef[] {
  const marker = `${SESSION_VARIABLE}=${sessionId}`;
  const terminalSession = leader && isOwn(leader) ? leader.pid : undefined;
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => statusOf(Number(name)))
    .filter((status) => status !== undefined)
    .filter(
      (status) => status.terminalSession === terminalSession || environmentOf(status.pid).includes(marker),
    )
    .map(({ pid, startTicks }) => ({ pid, startTicks }));
}

export function processRef(pid: number): ProcessRef | undefined {
  const status = statusOf(pid);
  return status && { pid, startTicks: status.startTicks };
}

export const isAlive = (process: ProcessRef): boolean =>
  statusOf(process.pid)?.startTicks === process.startTicks;

/** Whether a process of this pid was started with an argument that ends so. */
export const runsWith = (pid: number, argumentEnd: string): boolean =>
  readOrEmpty(`/proc/${pid}/cmdline`)
    .split('\0')
    .some((argument) => argument.endsWith(argumentEnd));

/** A pid is not given away again while processes are left in its terminal session, so only a living one can be another's. */
const isOwn = (leader: ProcessRef): boolean => isAlive(leader) || statusOf(leader.pid) === undefined;

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
