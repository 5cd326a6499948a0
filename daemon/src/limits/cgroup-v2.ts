import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Limits } from '../policy/index.ts';
import type { Hierarchies } from './cgroup-mounts.ts';
import { type Enforcer, entering, type Place } from './enforcer.ts';

const OURS = 'drover-daemon';
const CONTROLLERS = ['memory', 'pids'];

/**
 * Groups beside our own, where the group above has been given to us, as a container's can be. A group with children
 * under control may hold no processes itself (but for the system's root), so we go down into one of our own first, with
 * all that run beside us. Null when we may not.
 */
export function cgroupV2({ v2 }: Hierarchies): Enforcer | null {
  if (!v2) return null;
  const parent = basename(v2.ownDir) === OURS ? dirname(v2.ownDir) : v2.ownDir;
  try {
    if (!hasControllers(parent, 'cgroup.controllers')) return null;
    if (!hasControllers(parent, 'cgroup.subtree_control')) passControl(parent);
    return { enforcedBy: 'cgroup', place: (sessionId, limits) => place(parent, sessionId, limits) };
  } catch {
    return null;
  }
}

function hasControllers(dir: string, file: string): boolean {
  const controllers = readFileSync(join(dir, file), 'utf8').trim().split(' ');
  return CONTROLLERS.every((name) => controllers.includes(name));
}

function passControl(parent: string): void {
  try {
    enable(parent);
  } catch {
    goDown(parent);
    enable(parent);
  }
}

const enable = (parent: string): void =>
  writeFileSync(join(parent, 'cgroup.subtree_control'), CONTROLLERS.map((name) => `+${name}`).join(' '));

function goDown(parent: string): void {
  const own = join(parent, OURS);
  mkdirSync(own, { recursive: true });
  for (const pid of readFileSync(join(parent, 'cgroup.procs'), 'utf8').split('\n').filter(Boolean)) {
    writeFileSync(join(own, 'cgroup.procs'), pid);
  }
}

function place(parent: string, sessionId: string, limits: Limits): Place {
  const dir = join(parent, `drover-${sessionId}`);
  mkdirSync(dir, { recursive: true });
  if (limits.memoryBytes !== null) limitMemory(dir, limits.memoryBytes);
  if (limits.tasks !== null) writeFileSync(join(dir, 'pids.max'), String(limits.tasks));
  const dirs = { memory: dir, pids: dir };
  return { dirs, oomEvents: join(dir, 'memory.events'), holderPrefix: [], agentPrefix: entering(dirs) };
}

function limitMemory(dir: string, bytes: number): void {
  writeFileSync(join(dir, 'memory.max'), String(bytes));
  // Else what does not fit goes to swap, and the whole machine crawls.
  const swap = join(dir, 'memory.swap.max');
  if (existsSync(swap)) writeFileSync(swap, '0');
}
