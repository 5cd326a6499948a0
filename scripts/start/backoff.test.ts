import { expect, test } from 'vitest';
import { Backoff } from './backoff.ts';

test('the wait doubles up to ten seconds, and starts anew after a healthy run', () => {
  const backoff = new Backoff();
  const waits = Array.from({ length: 8 }, () => backoff.next(100));
  expect(waits).toEqual([250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
  expect(backoff.next(30_000)).toBe(250);
  expect(backoff.next(29_999)).toBe(500);
});
