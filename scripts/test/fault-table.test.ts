import { expect, test } from 'vitest';
import { faultTable } from './fault-table.ts';

test('faults stand in the order of their numbers, with all that was done', () => {
  const row = { seed: null, seconds: 1.26, bytes: 2_500_000, result: 'passed' };
  const rows = [
    { ...row, title: '[F10] every byte comes before the end', deeds: {} },
    { ...row, title: '[F2] a daemon killed', deeds: { 'daemon killed': 20, 'line reset': 1 }, seed: 7 },
  ];
  expect(faultTable(rows).split('\n')).toEqual([
    '| fault | test                            | done                               | seed | seconds | MB checked | result |',
    '|-------|---------------------------------|------------------------------------|------|---------|------------|--------|',
    '| F2    | a daemon killed                 | 20 × daemon killed, 1 × line reset | 7    | 1.3     | 2.5        | passed |',
    '| F10   | every byte comes before the end |                                    |      | 1.3     | 2.5        | passed |',
  ]);
});
