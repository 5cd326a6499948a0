import { setTimeout as delay } from 'node:timers/promises';
import { WINDOW_BYTES } from '@drover/protocol';
import { expect, it } from 'vitest';
import { CreditWindow } from './credit-window.ts';

it('begins small, and opens up to its limit for a viewer that keeps up', () => {
  const window = new CreditWindow();
  const first = window.open;
  expect(first).toBeLessThan(WINDOW_BYTES);
  let sent = 0;
  for (let round = 0; round < 20; round++) {
    sent += window.open;
    window.send(window.open);
    expect(window.open).toBe(0);
    window.acknowledge(sent);
  }
  expect(window.open).toBe(WINDOW_BYTES);
});

it('stays as it is for a viewer that never fills it', () => {
  const window = new CreditWindow();
  const before = window.open;
  for (let sent = 1; sent < 100; sent++) {
    window.send(1);
    window.acknowledge(sent);
  }
  expect(window.open).toBe(before);
});

it('closes a little for a viewer that takes long', async () => {
  const window = new CreditWindow();
  const before = window.open;
  window.send(before);
  await delay(1_050); // the time itself is what is tested
  window.acknowledge(before);
  expect(window.open).toBe(before / 2);
});

it('knows what cannot have been read', () => {
  const window = new CreditWindow();
  window.send(10);
  expect([window.acknowledge(11), window.acknowledge(10), window.acknowledge(9)]).toEqual([
    false,
    true,
    false,
  ]);
});

it('knows since when nothing of what is underway was acknowledged', () => {
  const window = new CreditWindow();
  expect(window.silentSince).toBeUndefined();
  window.send(10);
  const since = window.silentSince;
  expect(since).toBeGreaterThan(0);
  window.send(10);
  window.acknowledge(0); // says nothing new
  expect(window.silentSince).toBe(since);
  window.acknowledge(5);
  expect(window.silentSince).toBeGreaterThan(since ?? Number.NaN);
  window.acknowledge(20);
  expect(window.silentSince).toBeUndefined();
});
