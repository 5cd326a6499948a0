import { expect, test } from 'vitest';
import { durationWords, endedWords, usageWords } from './program-words.ts';

test.each([
  [0, '0 ms'],
  [80.4, '80 ms'],
  [999.6, '999 ms'],
  [1_000, '1.0 s'],
  [2_390, '2.3 s'],
  [59_999, '59.9 s'],
  [60_000, '1 min 0 s'],
  [245_000, '4 min 5 s'],
  [3_725_000, '1 h 2 min'],
])('a command of %s ms took %s', (ms, words) => expect(durationWords(ms)).toBe(words));

test('a command that ended says how, one that runs nothing', () => {
  const shell = { directory: '/srv', command: 'make', startedAt: 0, ended: null };
  expect(endedWords(shell)).toBeNull();
  expect(endedWords({ ...shell, ended: { exitCode: 2, durationMs: 1_500 } })).toBe('exit 2, 1.5 s');
  expect(endedWords({ ...shell, ended: { exitCode: null, durationMs: 5 } })).toBe('5 ms');
});

test('processes are told by the core and the byte', () => {
  const use = { sessionId: 'x', cpu: 1.234, memoryBytes: 512 * 2 ** 20, processes: 3 };
  expect(usageWords(use)).toMatchObject({ cpu: '123 %' });
});
