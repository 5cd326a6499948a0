import { cpuTicksOf, TICKS_PER_SECOND } from './process-look.ts';

/** What waits uses less of a processor core than this; what works uses more. */
const IDLE_SHARE = 0.02;

/** Looking at all processes of a session costs some. */
const LOOK_EVERY_MS = 15_000;
/** So often at least before it is said that something is stalled. */
const LOOKS = 4;

/** Finds out whether a silent session uses the processor. */
export class CpuWatch {
  #last: { at: number; ticks: number } | undefined;

  /** Whether it has used the processor since it was last looked at; false when it is not time to look yet. */
  hasWorked(pid: number, now: number, stalledAfterMs: number): boolean {
    const last = this.#last;
    if (last && now - last.at < Math.min(LOOK_EVERY_MS, stalledAfterMs / LOOKS)) return false;
    const ticks = cpuTicksOf(pid);
    this.#last = { at: now, ticks };
    if (!last) return false;
    const seconds = (now - last.at) / 1_000;
    return (ticks - last.ticks) / TICKS_PER_SECOND > seconds * IDLE_SHARE;
  }
}
