import { expect, test } from 'vitest';
import { facts, host, profile } from '../testing/samples.ts';
import { companionChoices } from './companion-choices.ts';

test('beside a session opens what can be started, shells first', () => {
  const profiles = [
    profile({ name: 'claude' }),
    profile({ name: 'gemini', unavailable: 'gemini is not installed.' }),
    profile({ name: 'bash', shell: true }),
    profile({ name: 'codex' }),
  ];
  const names = companionChoices(host({ facts: facts({ profiles }) })).map(({ name }) => name);
  expect(names).toEqual(['bash', 'claude', 'codex']);
  expect(companionChoices(host({ facts: null }))).toEqual([]);
});
