import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { HubClock } from './hub-clock.ts';

const HUB_TIME = 1_800_000_000_000;
const HOUR_MS = 3_600_000;

beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
afterEach(() => void vi.useRealTimers());

it.each([
  ['back by an hour', -HOUR_MS],
  ['on by a day', 24 * HOUR_MS],
  ['on by ten years', 87_600 * HOUR_MS],
])("[F36] the hub's time goes on evenly when this machine's clock jumps %s", (_, jump) => {
  const clock = new HubClock();
  expect(clock.now()).toBeUndefined();
  clock.set(HUB_TIME);
  vi.setSystemTime(Date.now() + jump);
  const passed = (clock.now() ?? 0) - HUB_TIME;
  expect(passed).toBeGreaterThanOrEqual(0);
  expect(passed).toBeLessThan(HOUR_MS);
});
