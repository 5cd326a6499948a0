import { DroverError } from '@drover/protocol';
import { expect, test } from 'vitest';
import { outcomeOf } from './use-answer.ts';

test('an answer is told, comes too late, or fails in the words of who refused it', () => {
  expect(outcomeOf(undefined, null)).toEqual({ kind: 'none' });
  expect(outcomeOf('allow', null)).toEqual({ kind: 'told', words: 'Allowed' });
  expect(outcomeOf('deny', null)).toEqual({ kind: 'told', words: 'Denied' });
  const late = new DroverError('nothing_asked', 'It asks for nothing.');
  expect(outcomeOf(undefined, late)).toEqual({ kind: 'late', words: 'It does not ask any more' });
  const offline = new DroverError('host_offline', 'The host is offline.');
  expect(outcomeOf(undefined, offline)).toEqual({ kind: 'failed', words: 'The host is offline.' });
});
