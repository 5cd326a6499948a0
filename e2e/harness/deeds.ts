import { TestRunner } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    /** What was done to Drover in this test, and how often. */
    deeds?: Record<string, number>;
    /** Bytes that viewers received and checked. */
    bytes?: number;
    /** Of its random moments. */
    seed?: number;
  }
}

/** Counts what is done to Drover, for the table of the long run. Outside of a test it counts for nobody. */
export function countDeed(deed: string, times = 1): void {
  const meta = TestRunner.getCurrentTest()?.meta;
  if (!meta) return;
  meta.deeds = { ...meta.deeds, [deed]: (meta.deeds?.[deed] ?? 0) + times };
}

export function countBytes(bytes: number): void {
  const meta = TestRunner.getCurrentTest()?.meta;
  if (meta) meta.bytes = (meta.bytes ?? 0) + bytes;
}
