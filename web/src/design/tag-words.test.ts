import { expect, test } from 'vitest';
import { wordsOf } from './tag-words.ts';

test.each([
  ['', [], ''],
  ['urg', [], 'urg'],
  ['two words', ['two'], 'words'],
  ['a, b,c ', ['a', 'b', 'c'], ''],
  [' ,\n', [], ''],
])('%j is split at spaces and commas', (text, ended, typed) =>
  expect(wordsOf(text)).toEqual({ ended, typed }),
);
