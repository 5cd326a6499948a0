import type { Memory } from '../machine/memory.ts';
import type { Row } from '../report/row.ts';

/** A process's own memory; what it shares is told in the note. */
export const memoryRow = (of: string, { own, rss, pss }: Memory): Row => ({
  name: `Memory of ${of}`,
  unit: 'MB',
  drover: own,
  note: `RSS ${rss.toFixed(1)}, PSS ${pss.toFixed(1)}`,
});
