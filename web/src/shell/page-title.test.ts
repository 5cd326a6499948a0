import { expect, test } from 'vitest';
import { titleWith } from './page-title.ts';

test('a tab tells how many sessions need somebody, and nothing when none does', () => {
  expect(titleWith('Fleet', 0)).toBe('Fleet · Drover');
  expect(titleWith('Hosts', 3)).toBe('(3) Hosts · Drover');
});
