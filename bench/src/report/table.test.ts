import { expect, it } from 'vitest';
import type { Row } from './row.ts';
import { table } from './table.ts';

it('a table tells each figure beside its limit, and whether the target is met', () => {
  const rows: Row[] = [
    {
      name: 'Output',
      unit: 'MB/s',
      drover: 30,
      limit: { name: 'read loop', value: 40 },
      target: { of: 'ratio', bound: 'at least', than: 0.6 },
    },
    { name: 'Attach', unit: 'ms', drover: 151.26, target: { of: 'value', bound: 'at most', than: 150 } },
    { name: 'Memory', unit: 'MB', drover: 9.5, note: 'private' },
  ];
  expect(table(rows)).toBe(
    [
      '        Drover   limit    ratio  target            limit is',
      'Output  30 MB/s  40 MB/s  0.75   ≥ 0.6 ×   met     read loop',
      'Attach  151 ms                   ≤ 150 ms  MISSED',
      'Memory  9.5 MB                                     private',
    ].join('\n'),
  );
});
