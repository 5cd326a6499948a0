import { expect, test } from 'vitest';
import { hasWords } from './has-words.ts';

test('a text is found by all of its words, and by none', () => {
  expect(hasWords('mend /git/Shop', ' SHOP me')).toBe(true);
  expect(hasWords('mend /git/shop', 'mend api')).toBe(false);
  expect(hasWords('mend', ' ')).toBe(true);
});
