import { expect, it } from 'vitest';
import { describeUndelivered, NOTHING_UNDELIVERED } from './undelivered.ts';

it.each([
  [{}, ''],
  [{ keystrokes: 1 }, '1 keystroke was not delivered.'],
  [{ keystrokes: 3 }, '3 keystrokes were not delivered.'],
  [{ keystrokes: 3, pastes: 1 }, '3 keystrokes and 1 paste were not delivered.'],
  [{ keystrokes: 2, uncertain: 2 }, '2 keystrokes may not have been delivered.'],
  [{ keystrokes: 5, uncertain: 2 }, '5 keystrokes were not delivered; 2 of them may have arrived.'],
  [{ pastes: 1, reason: 'Too slow.' }, '1 paste was not delivered: Too slow.'],
])('[F15] says of %o: %s', (lost, words) => {
  expect(describeUndelivered({ ...NOTHING_UNDELIVERED, ...lost })).toBe(words);
});
