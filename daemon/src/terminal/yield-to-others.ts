import { readdirSync, readFileSync } from 'node:fs';
import { setPriority } from 'node:os';

/** Enough that a screen never runs while an echo waits for the processor. */
const NICENESS = 10;

/**
 * Lets a thread of this process run when no other has work, as far as two of them want the same processor. On Linux
 * threads have a priority of their own (setpriority(2), "C library/kernel differences"); elsewhere nothing happens.
 */
export function yieldToOthers(threadName: string): void {
  try {
    for (const thread of readdirSync('/proc/self/task')) {
      const name = readFileSync(`/proc/self/task/${thread}/comm`, 'utf8').trimEnd();
      if (name === threadName) setPriority(Number(thread), NICENESS);
    }
  } catch {
    // No Linux, or a thread that has just ended.
  }
}
