import { readdirSync, readFileSync } from 'node:fs';
import type { ProcessRef } from '../sessions/processes.ts';

/** Looking deeper or at more is not worth it. */
const MAX_FAMILY = 500;

type Stat = { pgrp: number; foregroundGroup: number; startTicks: number; cpuTicks: number };

/** The variables that a process was started with. Empty for what is gone. */
export function environmentOf(pid: number): Map<string, string> {
  const entries = readOrEmpty(`/proc/${pid}/environ`).split('\0');
  return new Map(entries.map((entry) => splitOnce(entry)));
}

/** A process and all below it, itself first. */
export function familyOf(pid: number): ProcessRef[] {
  const pids = [pid];
  for (const parent of pids) if (pids.length < MAX_FAMILY) pids.push(...childrenOf(parent));
  return pids.flatMap((member) => {
    const stat = statOf(member);
    return stat ? [{ pid: member, startTicks: stat.startTicks }] : [];
  });
}

/** The name of the command that a shell runs in the foreground: null while it waits for one, undefined when it is gone. */
export function foregroundCommand(shell: number): string | null | undefined {
  const stat = statOf(shell);
  if (!stat || stat.foregroundGroup <= 0) return undefined;
  if (stat.foregroundGroup === stat.pgrp) return null;
  const leader = nameOf(stat.foregroundGroup);
  if (leader) return leader;
  // The first of a pipeline may have ended before the others.
  const other = familyOf(shell).find(({ pid }) => statOf(pid)?.pgrp === stat.foregroundGroup);
  return (other && nameOf(other.pid)) || 'a command';
}

/** Processor time that a process and all below it have used, in ticks. */
export const cpuTicksOf = (pid: number): number =>
  familyOf(pid).reduce((sum, member) => sum + (statOf(member.pid)?.cpuTicks ?? 0), 0);

/** Of `sysconf(_SC_CLK_TCK)`, which is 100 on all Linux that Node runs on. */
export const TICKS_PER_SECOND = 100;

/** Fields of `/proc/<pid>/stat` (see proc(5)); undefined for what is gone. */
function statOf(pid: number): Stat | undefined {
  const stat = readOrEmpty(`/proc/${pid}/stat`);
  if (!stat) return undefined;
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [, , pgrp = 0, , , foregroundGroup = 0] = fields;
  // Of its own, and of the children that have ended.
  const cpuTicks = fields.slice(11, 15).reduce((sum, ticks) => sum + ticks, 0);
  return { pgrp, foregroundGroup, startTicks: fields[19] ?? 0, cpuTicks };
}

const nameOf = (pid: number): string => readOrEmpty(`/proc/${pid}/comm`).trim();

function childrenOf(pid: number): number[] {
  const threads = namesIn(`/proc/${pid}/task`);
  const children = threads.flatMap((thread) =>
    readOrEmpty(`/proc/${pid}/task/${thread}/children`).split(' '),
  );
  return children.filter(Boolean).map(Number);
}

function splitOnce(entry: string): [string, string] {
  const at = entry.indexOf('=');
  return [entry.slice(0, at), entry.slice(at + 1)];
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function readOrEmpty(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
