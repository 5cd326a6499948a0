import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Limits } from '../policy/index.ts';
import type { Hierarchies } from './cgroup-mounts.ts';
import { type Enforcer, entering, type Place } from './enforcer.ts';

/** Groups below our own in the hierarchies for memory and processes; null when we may not make any. */
export function cgroupV1({ v1 }: Hierarchies): Enforcer | null {
  const memory = v1.find(({ controllers }) => controllers.includes('memory'))?.ownDir;
  const pids = v1.find(({ controllers }) => controllers.includes('pids'))?.ownDir;
  if (!memory || !pids || !canMakeGroups(memory) || !canMakeGroups(pids)) return null;
  return { enforcedBy: 'cgroup', place: (sessionId, limits) => place({ memory, pids }, sessionId, limits) };
}

function canMakeGroups(parent: string): boolean {
  const probe = join(parent, `drover-probe-${process.pid}`);
  try {
    mkdirSync(probe);
    rmdirSync(probe);
    return true;
  } catch {
    return false;
  }
}

function place(parents: { memory: string; pids: string }, sessionId: string, limits: Limits): Place {
  const dirs = {
    memory: join(parents.memory, `drover-${sessionId}`),
    pids: join(parents.pids, `drover-${sessionId}`),
  };
  for (const dir of new Set(Object.values(dirs))) mkdirSync(dir, { recursive: true });
  if (limits.memoryBytes !== null) limitMemory(dirs.memory, limits.memoryBytes);
  if (limits.tasks !== null) writeFileSync(join(dirs.pids, 'pids.max'), String(limits.tasks));
  const oomEvents = join(dirs.memory, 'memory.oom_control');
  return { dirs, oomEvents, holderPrefix: [], agentPrefix: entering(dirs) };
}

function limitMemory(dir: string, bytes: number): void {
  writeFileSync(join(dir, 'memory.limit_in_bytes'), String(bytes));
  // Memory and swap together; kernels without swap accounting have no such file.
  const both = join(dir, 'memory.memsw.limit_in_bytes');
  if (existsSync(both)) writeFileSync(both, String(bytes));
}
