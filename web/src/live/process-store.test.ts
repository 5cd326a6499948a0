import { randomUUID } from 'node:crypto';
import { expect, test, vi } from 'vitest';
import { ProcessStore } from './process-store.ts';

const use = (parts = {}) => ({
  sessionId: randomUUID(),
  cpu: 0.5,
  memoryBytes: 1_000,
  processes: 2,
  ...parts,
});

test('tells those who look at a session what it uses, and nobody else', () => {
  const store = new ProcessStore();
  const [mine, other] = [use(), use()];
  const listener = vi.fn();
  store.subscribe(mine.sessionId, listener);
  store.set(other);
  expect(listener).not.toHaveBeenCalled();
  store.set(mine);
  expect(listener).toHaveBeenCalledTimes(1);
  expect(store.get(mine.sessionId)).toBe(mine);
});

test('what is told again as it was draws nothing anew', () => {
  const store = new ProcessStore();
  const mine = use();
  store.set(mine);
  const listener = vi.fn();
  store.subscribe(mine.sessionId, listener);
  store.set({ ...mine });
  expect(listener).not.toHaveBeenCalled();
  expect(store.get(mine.sessionId)).toBe(mine);
});

test('a session that is gone is forgotten', () => {
  const store = new ProcessStore();
  const mine = use();
  store.set(mine);
  store.remove(mine.sessionId);
  expect(store.get(mine.sessionId)).toBeUndefined();
});
