import { NOTHING_LEARNED, type SessionFacts } from '@drover/protocol';
import { beforeEach, expect, it } from 'vitest';
import { FactsOutbox } from './facts-outbox.ts';

const facts = (title: string): SessionFacts => ({
  sessionId: '3f2b8c1e-90ab-4cde-8f01-23456789abcd',
  profile: 'bash',
  projectDir: '/code',
  task: null,
  status: 'running',
  reason: null,
  exit: null,
  epoch: null,
  size: { cols: 80, rows: 24 },
  title,
  createdAt: 0,
  endedAt: null,
  viewers: 0,
  ...NOTHING_LEARNED,
});

let told: (string | null)[];
let isUp: boolean;
let outbox: FactsOutbox;
beforeEach(() => {
  told = [];
  isUp = true;
  outbox = new FactsOutbox(({ title }) => {
    if (isUp) told.push(title);
    return isUp;
  });
});

it('tells urgent facts at once, and of the others the last ones, a moment later', async () => {
  for (const title of ['a', 'b', 'c']) outbox.put(facts(title), false);
  expect(told).toEqual([]);
  await expect.poll(() => told).toEqual(['c']);
  outbox.put(facts('d'), true);
  expect(told).toEqual(['c', 'd']);
});

it('tells a session that flickers its last state a moment later, and not each of them', async () => {
  for (let at = 0; at < 1_000; at++) outbox.put(facts(`${at}`), true);
  expect(told.length).toBeLessThan(10);
  await expect.poll(() => told.at(-1)).toBe('999');
  expect(told.length).toBeLessThan(10);
});

it('keeps what it could not tell while the line was down, unless all was told in another way', () => {
  isUp = false;
  outbox.put(facts('missed'), true);
  isUp = true;
  outbox.flush();
  outbox.flush();
  expect(told).toEqual(['missed']);

  isUp = false;
  outbox.put(facts('in the hello'), true);
  outbox.clear();
  isUp = true;
  outbox.flush();
  expect(told).toEqual(['missed']);
});
