import { expect, test } from 'vitest';
import { sum, totalsLine } from './totals.ts';

test('totals add up and read as one line', () => {
  const total = sum([
    { passed: 3, failed: 0, skipped: 0 },
    { passed: 4, failed: 1, skipped: 0 },
  ]);
  expect(totalsLine(total)).toBe('7 passed, 1 failed');
  expect(totalsLine({ ...total, skipped: 2 })).toBe('7 passed, 1 failed, 2 skipped');
});
