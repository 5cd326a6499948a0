import { readFileSync } from 'node:fs';
import { processRef } from './processes.ts';

/** Changes with each start of the machine. */
export const BOOT_ID = readBootId();

/**
 * Ticks from the start of the machine to that of process 1; null when that is hidden. In a container it changes with
 * each start: what ran before is gone, and pids are given away anew.
 */
export const INIT_START: number | null = processRef(1)?.startTicks ?? null;

function readBootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  } catch {
    return 'unknown';
  }
}
