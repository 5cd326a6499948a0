import { expect, test } from 'vitest';
import { profile } from '../testing/samples.ts';
import { conversationWords } from './profile-words.ts';

const resuming = (newest: boolean, picked: boolean) =>
  profile({ resumes: { newest, picked, listed: picked, otherwise: 'new' } });

test('a profile says what it does with conversations', () => {
  expect(conversationWords(resuming(true, true))).toBe('Resumes any conversation');
  expect(conversationWords(resuming(false, true))).toBe('Resumes a given conversation');
  expect(conversationWords(resuming(true, false))).toBe('Resumes its newest conversation');
  expect(conversationWords(resuming(false, false))).toBe('Begins anew each time');
  expect(conversationWords({ ...resuming(false, false), shell: true })).toBeNull();
});
