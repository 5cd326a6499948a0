import { readdirSync, readFileSync } from 'node:fs';

/** A process, told apart from a later one of the same pid by its start. */
export type ProcessRef = { pid: number; startTicks: number };

type Status = ProcessRef & { parent: number; terminalSession: number };

/** Variable that every process of a session inherits; it finds those that left the session's process group. */
export const SESSION_VARIABLE = 'DROVER_SESSION_ID';

/**
 * All living processes of a session: those in the terminal session of `leader`, those that carry the session's id in
 * their environment, wherever they have moved, those `known` before, and the children of all these. Zombies do not count.
 */
export function processesOf(
  sessionId: string,
  leader: ProcessRef | undefined,
  known: readonly ProcessRef[] = [],
): ProcessRef[] {
  const marker = `${SESSION_VARIABLE}=${sessionId}`;
  const terminalSession = leader && isOwn(leader) ? leader.pid : undefined;
  const all = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => statusOf(Number(name)))
    .filter((status) => status !== undefined);
  const isKnown = ({ pid, startTicks }: ProcessRef) =>
    known.some((process) => process.pid === pid && process.startTicks === startTicks);
  const own = all.filter(
    (status) =>
      status.terminalSession === terminalSession ||
      environmentOf(status.pid).includes(marker) ||
      isKnown(status),
  );
  return withChildren(own, all).map(({ pid, startTicks }) => ({ pid, startTicks }));
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

function withChildren(parents: Status[], all: Status[]): Status[] {
  const family = new Map(parents.map((status) => [status.pid, status]));
  // What is added while it is walked through is walked through as well.
  for (const pid of family.keys()) {
    for (const status of all) if (status.parent === pid) family.set(status.pid, status);
  }
  return [...family.values()];
}

/** Fields of `/proc/<pid>/stat` (see proc(5)); undefined for what is gone or a zombie. */
function statusOf(pid: number): Status | undefined {
  const stat = readOrEmpty(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (!stat || fields[0] === 'Z' || fields[0] === 'X') return undefined;
  return {
    pid,
    parent: Number(fields[1]),
    terminalSession: Number(fields[3]),
    startTicks: Number(fields[19]),
  };
}

const environmentOf = (pid: number): string[] => readOrEmpty(`/proc/${pid}/environ`).split('\0');

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
