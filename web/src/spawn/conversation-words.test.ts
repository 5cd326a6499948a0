import type { Conversation } from '@drover/protocol';
import { expect, test } from 'vitest';
import { profile } from '../testing/samples.ts';
import { conversationOptions, newestWords, unlistedWords } from './conversation-words.ts';

const NOW = 3 * 3_600_000;

const conversation = (parts: Partial<Conversation> = {}): Conversation => ({
  conversationId: 'c1',
  title: 'Mend the fence\nand more',
  directory: '/git/shop',
  startedAt: 0,
  lastUsedAt: NOW - 2 * 3_600_000,
  messages: 14,
  ...parts,
});

test('a conversation to pick has its title, age and length', () => {
  const options = conversationOptions(
    [
      conversation(),
      conversation({ conversationId: 'c2', title: null, messages: null, directory: '/w/shop' }),
    ],
    '/git/shop',
    new Set(['c2']),
    NOW,
  );
  expect(options).toEqual([
    { value: 'c1', label: 'Mend the fence', detail: null, note: '2 hr. ago · 14 messages' },
    { value: 'c2', label: 'Without a title', detail: '/w/shop', note: 'open now · 2 hr. ago' },
  ]);
});

test('resuming the newest passes over those that run, as the host does, and says when nothing else is there', () => {
  const both = [conversation(), conversation({ conversationId: 'c2', title: 'Paint the gate', messages: 1 })];
  const byNewest = profile({ resumes: { newest: true, picked: false, listed: true, otherwise: 'new' } });
  const isOpen =
    '“Mend the fence” is open in a session that runs; go on there, pick another, or start a new one.';
  expect(newestWords(both, new Set(['c1']), profile(), NOW)).toBe(
    'The newest is open in a session that runs; before it: “Paint the gate”, 2 hr. ago, 1 message.',
  );
  expect(newestWords(both, new Set(['c1', 'c2']), profile(), NOW)).toBe(isOpen);
  expect(newestWords(both, new Set(['c1']), byNewest, NOW)).toBe(isOpen);
});

test('resuming the newest says which one that is, or what is done when there is none', () => {
  const refuses = profile({ resumes: { newest: true, picked: false, listed: false, otherwise: 'refuse' } });
  const none = new Set<string>();
  expect(newestWords([conversation({ messages: 1 })], none, profile(), NOW)).toBe(
    '“Mend the fence”, 2 hr. ago, 1 message.',
  );
  expect(newestWords([], none, profile(), NOW)).toContain('Claude Code begins a new one.');
  expect(newestWords([], none, refuses, NOW)).toContain('Claude Code is not started then.');
  expect(unlistedWords(profile())).toContain('If there is none, it begins a new one.');
  expect(unlistedWords(refuses)).toContain('If there is none, it is not started.');
});
