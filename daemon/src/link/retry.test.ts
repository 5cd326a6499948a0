import { expect, it } from 'vitest';
import { retryDelay } from './retry.ts';

const tries = (count: number, wasRefused: boolean) =>
  Array.from({ length: count }, (_, index) => retryDelay(index + 1, wasRefused, 0));

it('[F3] [F22] a hub that is away for a moment is asked every two seconds at most, one that stays away every 30', () => {
  const delays = tries(40, false);
  expect(delays.slice(0, 3)).toEqual([1_000, 2_000, 2_000]);
  expect(Math.max(...delays.slice(0, 30))).toBe(2_000);
  expect(delays.slice(30, 35)).toEqual([4_000, 8_000, 16_000, 30_000, 30_000]);
  expect(retryDelay(100_000, false, 0)).toBe(30_000);
});

it('[F22] a hub that refuses is asked less and less', () => {
  expect(tries(5, true)).toEqual([5_000, 10_000, 20_000, 30_000, 30_000]);
});

it('[F22] chance spreads the tries between half a second and half a minute', () => {
  expect(retryDelay(1, false, 1)).toBe(500);
  expect(retryDelay(1_000, false, 1)).toBe(15_000);
});
