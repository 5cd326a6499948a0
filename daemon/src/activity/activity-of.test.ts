import { expect, it } from 'vitest';
import { activityOf } from './activity-of.ts';
import type { Verdict } from './verdict.ts';

const verdict = (parts: Partial<Verdict>): Verdict => ({
  ...{ state: 'waiting', reason: 'permission', since: 1_000, source: 'screen', words: 'its screen' },
  ...{ confidence: 'likely', tool: null, detail: 'ls' },
  ...parts,
});

it('has waited since it began to, also when it asks something else meanwhile', () => {
  const first = activityOf(verdict({}), null, undefined, 9_000);
  const second = activityOf(verdict({ since: 5_000, detail: 'rm -r build' }), first, undefined, 9_000);
  expect(second.ask?.askId).not.toBe(first.ask?.askId);
  expect(second.since).toBe(1_000);
});

it('has waited anew once it went on in between', () => {
  const first = activityOf(verdict({}), null, undefined, 9_000);
  const working = activityOf(
    verdict({ state: 'working', reason: null, since: 3_000 }),
    first,
    undefined,
    9_000,
  );
  expect(activityOf(verdict({ since: 5_000 }), working, undefined, 9_000).since).toBe(5_000);
});
