import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { StallWatch } from './stall-watch.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function watched(canAnswer = true) {
  const told: boolean[] = [];
  const ping = vi.fn(() => canAnswer);
  const watch = new StallWatch({ ping, stalled: (isStalled) => told.push(isStalled) });
  watch.watch(true);
  return { watch, ping, told };
}

it('a holder that does not answer is told as stalled once, and as well when it answers again', () => {
  const { watch, ping, told } = watched();
  vi.advanceTimersByTime(60_000);
  expect(ping).toHaveBeenCalledTimes(1);
  watch.answered();
  expect(told).toEqual([true, false]);
});

it('a holder that answers is never told', () => {
  const { watch, ping, told } = watched();
  ping.mockImplementation(() => {
    setTimeout(() => watch.answered(), 100);
    return true;
  });
  vi.advanceTimersByTime(60_000);
  expect(told).toEqual([]);
});

it('a holder that cannot answer is not waited for, and one that nobody watches is not asked', () => {
  const old = watched(false);
  const unwatched = watched();
  unwatched.watch.watch(false);
  vi.advanceTimersByTime(60_000);
  expect(old.told).toEqual([]);
  expect(unwatched.ping).not.toHaveBeenCalled();
});
