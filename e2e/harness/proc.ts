import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** What a process holds, as /proc tells it (proc(5)). */
export type Account = {
  /** Open files, sockets and pipes. */
  fds: number;
  threads: number;
  /** Memory in RAM, and the most it ever was. */
  residentBytes: number;
  peakBytes: number;
  /** The part of it that no other process shares. */
  privateBytes: number;
  /** Processor time spent since its start. */
  cpuSeconds: number;
  children: number;
  /** Children that have ended and were never asked for. */
  zombies: number;
};

/** Throws when there is no such process. */
export function accountOf(pid: number): Account {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const children = childrenOf(pid);
  return {
    fds: readdirSync(`/proc/${pid}/fd`).length,
    threads: Number(/^Threads:\s+(\d+)/m.exec(status)?.[1]),
    residentBytes: kilobytes(status, 'VmRSS'),
    peakBytes: kilobytes(status, 'VmHWM'),
    privateBytes: privateBytesOf(pid),
    cpuSeconds: cpuSecondsOf(pid),
    children: children.length,
    zombies: children.filter((child) => isZombie(read(`/proc/${child}/status`))).length,
  };
}

/** TCP ports on which these processes listen (proc(5): the inodes of their sockets, looked up in net/tcp). */
export function portsOf(pids: number[]): number[] {
  const links = pids.flatMap((pid) =>
    readdirSync(`/proc/${pid}/fd`).map((fd) => linkOf(`/proc/${pid}/fd/${fd}`)),
  );
  const inodes = new Set(links.map((link) => /^socket:\[(\d+)\]$/.exec(link)?.[1]));
  const lines = ['tcp', 'tcp6'].flatMap((table) => read(`/proc/net/${table}`).split('\n'));
  const listening = lines.map((line) => line.trim().split(/\s+/)).filter(([, , , state]) => state === LISTEN);
  const own = listening.filter((fields) => inodes.has(fields[9] ?? ''));
  return own.map(([, local]) => Number.parseInt(local?.split(':')[1] ?? '', 16));
}

const LISTEN = '0A';

/** False also for a zombie. */
export const isAlive = (pid: number): boolean => {
  const status = read(`/proc/${pid}/status`);
  return status !== '' && !isZombie(status);
};

/** Processes whose command line or environment has one of these texts in it, such as the path of a folder. */
export function processesWith(texts: string[]): { pid: number; command: string }[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => ({
      pid: Number(pid),
      command: read(`/proc/${pid}/cmdline`).replaceAll('\0', ' ').trim(),
      environment: read(`/proc/${pid}/environ`),
    }))
    .filter(({ command, environment }) =>
      texts.some((text) => command.includes(text) || environment.includes(text)),
    )
    .map(({ pid, command }) => ({ pid, command }));
}

/** Pages that are only this process's; what several map, such as Node itself, is not counted. */
function privateBytesOf(pid: number): number {
  const rollup = read(`/proc/${pid}/smaps_rollup`);
  return kilobytes(rollup, 'Private_Clean') + kilobytes(rollup, 'Private_Dirty');
}

/** The unit of times in /proc (`getconf CLK_TCK`). */
const TICKS_PER_SECOND = 100;

function cpuSecondsOf(pid: number): number {
  const stat = read(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

export function childrenOf(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`)
    .flatMap((thread) => read(`/proc/${pid}/task/${thread}/children`).split(' '))
    .filter(Boolean)
    .map(Number);
}

const isZombie = (status: string): boolean => /^State:\s+Z/m.test(status);

const kilobytes = (text: string, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? 0) * 1024;

/** Empty for what has gone meanwhile. */
function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}

/** Empty for what has gone meanwhile. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
