import { spawn } from 'node:child_process';
import { totalmem } from 'node:os';
import { HostLoad } from '@drover/protocol';
import { expect, it, onTestFinished, vi } from 'vitest';
import { LoadClock } from './load-clock.ts';
import { LoadMeter } from './load-meter.ts';

it('the load of this machine is within its bounds, and grows with work', async () => {
  const meter = new LoadMeter('/tmp', () => 42);
  const work = spawn('sh', ['-c', 'while :; do :; done']);
  onTestFinished(() => void work.kill('SIGKILL'));
  await expect.poll(async () => (await meter.measure()).cpu).toBeGreaterThan(0);
  const load = HostLoad.parse(await meter.measure());
  expect(load.spoolBytes).toBe(42);
  expect(load.memoryTotalBytes).toBeLessThanOrEqual(totalmem());
  expect(load.memoryUsedBytes).toBeGreaterThan(0);
  expect(load.memoryUsedBytes).toBeLessThan(load.memoryTotalBytes);
  expect(load.diskFreeBytes).toBeGreaterThan(0);
  expect(load.diskFreeBytes).toBeLessThanOrEqual(load.diskTotalBytes);
});

it('the load is told at once and then every five seconds, until nobody listens', async () => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  onTestFinished(() => void vi.useRealTimers());
  const told: HostLoad[] = [];
  const clock = new LoadClock(new LoadMeter('/tmp', () => 0), (load) => told.push(load));
  clock.start();
  await vi.waitUntil(() => told.length === 1);
  vi.advanceTimersByTime(10_000);
  await vi.waitUntil(() => told.length === 3);
  clock.stop();
  vi.advanceTimersByTime(60_000);
  expect(told).toHaveLength(3);
});
