import { expect, it } from 'vitest';
import type { Claim } from './claim.ts';
import { verdict } from './verdict.ts';

const NOW = 1_800_000_000_000;
const QUIET = { progressAt: NOW, stalledAfterMs: 600_000 };

/** `age`: how many milliseconds ago it began to say so. */
type Said = Pick<Claim, 'source' | 'state'> & Partial<Claim> & { age?: number };

const claim = ({ age = 0, ...said }: Said): Claim => ({
  ...{ reason: null, tool: null, detail: null, overrules: [], words: `as ${said.source} says` },
  since: NOW - age,
  ...said,
});

const judge = (...said: Said[]) => verdict(said.map(claim), QUIET, NOW);

it('is none while nobody says anything', () => {
  expect(judge()).toBeNull();
});

it.each([
  ['a hook before all', ['output', 'title', 'hook'], 'hook', 'certain'],
  ['a state file before a title', ['title', 'state_file'], 'state_file', 'certain'],
  ['a title before processes', ['process', 'title'], 'title', 'likely'],
  ['processes before the screen', ['screen', 'process'], 'process', 'likely'],
  ['the screen before silence', ['output', 'screen'], 'screen', 'likely'],
  ['silence when there is nothing else', ['output'], 'output', 'guess'],
] as const)('believes %s', (_, sources, source, confidence) => {
  const [worst, ...better] = sources;
  const said: Said[] = better.map((one) => ({ source: one, state: 'working' }));
  const verdictOf = judge({ source: worst, state: better.length === 0 ? 'working' : 'idle' }, ...said);
  expect(verdictOf).toMatchObject({ state: 'working', source, confidence, words: `as ${source} says` });
});

const HOOK: Said = { source: 'hook', state: 'waiting', reason: 'permission', age: 1_000 };
const FILE: Said = { source: 'state_file', state: 'idle', overrules: ['hook'] };

it('believes a worse source that is known to see more, when it speaks later and says otherwise', () => {
  expect(judge(HOOK, FILE)).toMatchObject({ state: 'idle', source: 'state_file' });
});

it.each([
  ['speaks earlier', HOOK, { ...FILE, age: 2_000 }],
  ['is known for nothing', HOOK, { ...FILE, overrules: [] }],
  ['says a state that ends nothing here', { ...HOOK, until: ['working'] }, FILE],
] as [string, Said, Said][])('does not believe a worse source that %s', (_, hook, file) => {
  expect(judge(hook, file)).toMatchObject({ state: 'waiting', source: 'hook' });
});

it('fills in from worse sources that agree what the best leaves open, and nothing from those that do not', () => {
  const title: Said = { source: 'title', state: 'waiting' };
  const screen: Said = { source: 'screen', state: 'waiting', reason: 'plan', tool: 'Bash', detail: 'ls' };
  const told = { state: 'waiting', source: 'title', reason: 'plan', tool: 'Bash', detail: 'ls' };
  expect(judge(screen, title)).toMatchObject(told);
  expect(judge(title, { ...screen, state: 'working', reason: null })).toMatchObject({
    tool: null,
    detail: null,
  });
});

it('takes a wait that nobody explains for a question of permission', () => {
  expect(judge({ source: 'title', state: 'waiting' })).toMatchObject({ reason: 'permission' });
});

it('calls stalled what should work, once nothing has come of it for long', () => {
  const working = claim({ source: 'title', state: 'working', age: 700_000 });
  const judged = (progressAt: number, stalledAfterMs: number | null) =>
    verdict([working], { progressAt, stalledAfterMs }, NOW)?.state;
  expect(judged(NOW - 600_000, 600_000)).toBe('stalled');
  expect(judged(NOW - 599_999, 600_000)).toBe('working');
  expect(judged(NOW - 600_000, null)).toBe('working');
});

it('calls nothing stalled that has only just begun, or that waits or is done', () => {
  const longAgo = { progressAt: NOW - 900_000, stalledAfterMs: 600_000 };
  for (const said of [
    claim({ source: 'title', state: 'working', age: 1_000 }),
    claim({ source: 'title', state: 'waiting', age: 900_000 }),
    claim({ source: 'title', state: 'idle', age: 900_000 }),
  ]) {
    expect(verdict([said], longAgo, NOW)?.state).toBe(said.state);
  }
});
