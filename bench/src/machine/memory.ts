import { readFileSync } from 'node:fs';

/**
 * Memory of a process in MB: all that it sees, its share of that when pages are divided by those who have them too,
 * and what nobody else has.
 */
export type Memory = { rss: number; pss: number; own: number };

export function memoryOf(pid: number): Memory {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  const megabytes = (field: string) =>
    (Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(rollup)?.[1]) * 1_024) / 1_000_000;
  return {
    rss: megabytes('Rss'),
    pss: megabytes('Pss'),
    own: megabytes('Private_Clean') + megabytes('Private_Dirty'),
  };
}
