import { expect, test } from 'vitest';
import { Backoff } from './backoff.ts';

test('[F13] the wait doubles up to a minute, and starts anew after a healthy run', () => {
  const backoff = new Backoff(undefined, () => 0);
  const waits = Array.from({ length: 10 }, () => backoff.next(100));
  expect(waits).toEqual([250, 500, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000]);
  expect(backoff.next(30_000)).toBe(250);
  expect(backoff.next(29_999)).toBe(500);
});

test('[F13] chance takes up to half of it away', () => {
  expect(new Backoff(undefined, () => 1).next(0)).toBe(125);
  expect(new Backoff(undefined, () => 0.5).next(0)).toBe(188);
});
