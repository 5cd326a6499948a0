import { ActivityRules } from '@drover/profiles';
import { expect, it } from 'vitest';
import { goingOn } from './claim.ts';
import { claimsOf, outputClaim } from './claims.ts';
import { fieldsReadBy } from './json-fields.ts';
import { nothingObserved, type Observed } from './observed.ts';

const NOW = 1_800_000_000_000;

const RULES = ActivityRules.parse({
  hooks: {
    rules: [
      {
        where: { event: 'ask', 'input.kind': ['shell', 'edit'] },
        state: 'waiting',
        tool: ['tool'],
        detail: ['input.command', 'input'],
      },
      { where: { event: 'ask', 'input.questions.0.text': '*' }, state: 'waiting', reason: 'question' },
    ],
  },
  stateFile: {
    ...{ folder: '~/.tool', path: '{pid}.json', changedAt: 'at', overrules: ['hook'] },
    rules: [{ where: { status: 'busy' }, state: 'working' }],
  },
  title: [{ pattern: '^! ', state: 'waiting' }],
  screen: [{ pattern: 'Run (?P<tool>\\w+): (?P<detail>.+)\\?', state: 'waiting', reason: 'permission' }],
});

const claims = (seen: Partial<Observed>) => claimsOf(RULES, { ...nothingObserved(NOW), ...seen }, NOW);
const at = <T>(value: T) => ({ at: NOW - 5_000, value });

it.each([
  [
    'a hook by what stands in it',
    { hook: at({ event: 'ask', tool: 'Bash', input: { kind: 'shell', command: 'ls' } }) },
    { source: 'hook', state: 'waiting', tool: 'Bash', detail: 'ls', since: NOW - 5_000 },
  ],
  [
    'a hook by the whole input where nothing better is there',
    { hook: at({ event: 'ask', input: { kind: 'edit', to: 'x' } }) },
    { tool: null, detail: '{"kind":"edit","to":"x"}' },
  ],
  [
    'a hook by what stands in its lists',
    { hook: at({ event: 'ask', input: { questions: [{ text: 'Why?' }] } }) },
    { reason: 'question' },
  ],
  [
    'a state file by the time that it tells',
    { stateFile: at({ status: 'busy', at: NOW - 9_000 }) },
    { source: 'state_file', state: 'working', since: NOW - 9_000, overrules: ['hook'] },
  ],
  [
    'a state file by the time when it was seen, where it tells one of the future',
    { stateFile: at({ status: 'busy', at: NOW + 60_000 }) },
    { since: NOW - 5_000 },
  ],
  [
    'a title',
    { title: at('! Sure?') },
    { source: 'title', state: 'waiting', words: 'its window title: ! Sure?' },
  ],
  [
    'a screen by its rows, whatever blanks end them',
    { screen: at(['', 'Run Bash: rm x?   ']) },
    { source: 'screen', tool: 'Bash', detail: 'rm x', words: 'its screen shows: Run Bash: rm x?' },
  ],
  ['a shell by its job', { foreground: at('npm') }, { source: 'process', state: 'working', detail: 'npm' }],
  [
    'a shell by its lack of a job',
    { foreground: at(null) },
    { source: 'process', state: 'idle', detail: null },
  ],
] as [string, Partial<Observed>, object][])('understands %s', (_, seen, claim) => {
  expect(claims(seen)).toMatchObject([claim]);
});

it.each([
  ['a hook of another kind', { hook: at({ event: 'ask', input: { kind: 'other' } }) }],
  ['a hook that is a list', { hook: at(['ask']) }],
  ['a state that it does not know', { stateFile: at({ status: 'dreaming' }) }],
  ['a title that fits nothing', { title: at('vim') }],
] as [string, Partial<Observed>][])('says nothing to %s', (_, seen) => {
  expect(claims(seen)).toEqual([]);
});

it('what prints for longer than an echo works, until it has been silent', () => {
  const printing = (since: number, last: number) =>
    outputClaim({ since: NOW - since, last: NOW - last }, NOW)?.state;
  expect(printing(5_000, 100)).toBe('working');
  expect(printing(500, 100)).toBe('idle');
  expect(printing(60_000, 5_000)).toBe('idle');
});

it('a source that repeats itself has said so since it began', () => {
  const [before] = claims({ title: { at: NOW - 9_000, value: '! Sure?' } });
  const [again] = claims({ title: { at: NOW, value: '! Really?' } });
  const [other] = claims({ foreground: at('npm') });
  expect(goingOn(before ?? null, again ?? null)).toMatchObject({
    since: NOW - 9_000,
    words: 'its window title: ! Really?',
  });
  expect(goingOn(before ?? null, other ?? null)?.since).toBe(NOW - 5_000);
});

it('only fields that a rule reads are kept, whatever their names are', () => {
  const rules = [
    { where: { 'input.__proto__.x': ['1'] }, state: 'idle' as const, tool: ['list.0'], detail: [] },
  ];
  const body = JSON.parse('{"secret":"s","input":{"__proto__":{"x":1},"secret":"s"},"list":["a","b"]}');
  expect(JSON.stringify(fieldsReadBy(rules, ['more', undefined], { ...body, more: 2 }))).toBe(
    '{"input":{"__proto__":{"x":1}},"list":{"0":"a"},"more":2}',
  );
});
