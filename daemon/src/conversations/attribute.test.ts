import { expect, it } from 'vitest';
import { begunBy, type Holder } from './attribute.ts';
import type { UsedConversation } from './conversations.ts';

const session = (changes: Partial<Holder> = {}): Holder => ({
  sessionId: 'own',
  createdAt: 100,
  endedAt: Number.POSITIVE_INFINITY,
  conversationId: null,
  ...changes,
});

const conversation = (conversationId: string, startedAt: number | null): UsedConversation => ({
  conversationId,
  title: null,
  directory: '/project',
  startedAt,
  lastUsedAt: startedAt ?? 0,
  messages: 1,
  file: `/chats/${conversationId}`,
});

const own = session();
const nothing = new Set<string>();

it('is the only one that was begun while the session ran', () => {
  const before = conversation('before', 99);
  expect(begunBy(own, [], [conversation('new', 150), before], nothing)).toBe('new');
  expect(begunBy(own, [], [before, conversation('undated', null)], nothing)).toBeNull();
  expect(begunBy(session({ endedAt: 140 }), [], [conversation('later', 150)], nothing)).toBeNull();
});

it('is never a guess between two conversations', () => {
  expect(begunBy(own, [], [conversation('b', 160), conversation('a', 150)], nothing)).toBeNull();
});

it('is never a guess between two sessions', () => {
  const rival = session({ sessionId: 'other' });
  const used = [conversation('new', 150)];
  expect(begunBy(own, [rival], used, nothing)).toBeNull();
  expect(begunBy(own, [{ ...rival, createdAt: 151 }], used, nothing)).toBe('new');
  expect(begunBy(own, [{ ...rival, endedAt: 149 }], used, nothing)).toBe('new');
  expect(begunBy(own, [{ ...rival, conversationId: 'theirs' }], used, nothing)).toBe('new');
});

it('is none that another session has', () => {
  const rival = session({ sessionId: 'other', conversationId: 'theirs' });
  const used = [conversation('theirs', 160), conversation('own', 150)];
  expect(begunBy(own, [rival], used, nothing)).toBe('own');
});

it('is the one that its processes have open, whatever else there is', () => {
  const rival = session({ sessionId: 'other' });
  const used = [conversation('b', 160), conversation('a', 150)];
  expect(begunBy(own, [rival], used, new Set(['/chats/a', '/elsewhere']))).toBe('a');
});

it('changes when another one is begun, unless another session could have done that', () => {
  const holder = session({ conversationId: 'first' });
  const used = [conversation('second', 200), conversation('first', 150)];
  expect(begunBy(holder, [], used, nothing)).toBe('second');
  const rival = session({ sessionId: 'other', conversationId: 'theirs' });
  expect(begunBy(holder, [rival], used, nothing)).toBeNull();
});
