import { expect, it } from 'vitest';
import { truncationWords } from './truncation-words.ts';

it.each([
  [
    { reason: 'floor', floor: 12_345_678, skipped: 0 },
    'History truncated: the first 12.3 MB of this session are no longer kept.',
  ],
  [
    { reason: 'lag', floor: 0, skipped: 9_000_000 },
    'This window fell 9.0 MB behind and was brought to the present.',
  ],
  [
    { reason: 'floor', floor: 500, skipped: 250_000 },
    '250 kB passed while this window was away and are not kept in full.',
  ],
] as const)('[F30] says of %o: %s', (truncation, words) => {
  expect(truncationWords(truncation)).toBe(words);
});
