import type { Cpu } from '../machine/cpu.ts';
import type { Row } from '../report/row.ts';

export const percent = (share: number): number => 100 * share;

/** What hub and daemon use together; all parts, also the holders, are told in the note. */
export function cpuRow(name: string, { hub = 0, daemon = 0, screens = 0, holders = 0 }: Cpu): Row {
  const parts = Object.entries({ hub, daemon, screens, holders });
  return {
    name: `CPU of hub and daemon, ${name}`,
    unit: '% of a core',
    drover: percent(hub + daemon + screens),
    note: parts.map(([part, share]) => `${part} ${percent(share).toFixed(1)}`).join(', '),
  };
}
