import { statfs } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import type { HostLoad } from '@drover/protocol';

/** In milliseconds, of all cores, since the machine was started. */
type CpuTimes = { busy: number; all: number };

/** Tells how the machine does. A container's limit counts as the machine's memory. */
export class LoadMeter {
  readonly #stateDir: string;
  readonly #spoolBytes: () => number;
  #last: CpuTimes = cpuTimes();

  constructor(stateDir: string, spoolBytes: () => number) {
    this.#stateDir = stateDir;
    this.#spoolBytes = spoolBytes;
  }

  /** The processor's part is that of the time since the last call. */
  async measure(): Promise<HostLoad> {
    const { bavail, blocks, bsize } = await statfs(this.#stateDir);
    const memoryTotalBytes = memoryBytes();
    return {
      time: Date.now(),
      cpu: this.#cpuSinceLast(),
      memoryUsedBytes: Math.max(0, memoryTotalBytes - process.availableMemory()),
      memoryTotalBytes,
      spoolBytes: this.#spoolBytes(),
      diskFreeBytes: bavail * bsize,
      diskTotalBytes: blocks * bsize,
    };
  }

  #cpuSinceLast(): number {
    const now = cpuTimes();
    const all = now.all - this.#last.all;
    const share = all > 0 ? (now.busy - this.#last.busy) / all : 0;
    this.#last = now;
    return Math.min(1, Math.max(0, share));
  }
}

/** What this machine, or the container that we are in, has. */
export function memoryBytes(): number {
  const limit = process.constrainedMemory(); // 0, or far too much, without one
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}

function cpuTimes(): CpuTimes {
  let busy = 0;
  let all = 0;
  for (const { times } of cpus()) {
    const working = times.user + times.nice + times.sys + times.irq;
    busy += working;
    all += working + times.idle;
  }
  return { busy, all };
}
