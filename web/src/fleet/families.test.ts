import { expect, test } from 'vitest';
import { session } from '../testing/samples.ts';
import { familiesOf } from './families.ts';

const names = (sessions: Parameters<typeof familiesOf>[0]) =>
  familiesOf(sessions).map(({ session: head, companions }) => [head, ...companions].map(({ name }) => name));

test('companions stand with their parent, by age, and so do theirs', () => {
  const head = session({ name: 'agent', createdAt: 10 });
  const shell = session({ name: 'shell', parentId: head.sessionId, createdAt: 30 });
  const other = session({ name: 'other', parentId: head.sessionId, createdAt: 20 });
  const nested = session({ name: 'nested', parentId: shell.sessionId, createdAt: 40 });
  const alone = session({ name: 'alone', createdAt: 15 });
  expect(names([nested, shell, alone, other, head])).toEqual([
    ['agent', 'other', 'shell', 'nested'],
    ['alone'],
  ]);
});

test('one whose parent is gone stands for itself', () => {
  expect(names([session({ name: 'orphan', parentId: session().sessionId })])).toEqual([['orphan']]);
});

test('parents that go round in a ring lose nobody', () => {
  const a = session({ name: 'a', createdAt: 1 });
  const b = session({ name: 'b', createdAt: 2, parentId: a.sessionId });
  const ring = [{ ...a, parentId: b.sessionId }, b];
  expect(names(ring).flat().sort()).toEqual(['a', 'b']);
});

test('what runs stands before what has ended, each by age; so do companions', () => {
  const ended = session({ name: 'ended', status: 'exited', createdAt: 1 });
  const young = session({ name: 'young', createdAt: 9 });
  const old = session({ name: 'old', createdAt: 5 });
  const gone = session({ name: 'gone', status: 'lost', parentId: old.sessionId, createdAt: 6 });
  const shell = session({ name: 'shell', parentId: old.sessionId, createdAt: 7 });
  expect(names([young, ended, old, gone, shell])).toEqual([['old', 'shell', 'gone'], ['young'], ['ended']]);
});

test('one that has ended stays among those that run while something beside it runs', () => {
  const agent = session({ name: 'agent', status: 'exited', createdAt: 1 });
  const shell = session({ name: 'shell', parentId: agent.sessionId, createdAt: 2 });
  const other = session({ name: 'other', createdAt: 3 });
  expect(names([other, agent, shell])).toEqual([['agent', 'shell'], ['other']]);
});

test('one that was resumed is folded into what goes on, with what was opened beside it', () => {
  const first = session({ name: 'first', status: 'lost', createdAt: 1 });
  const shell = session({ name: 'shell', parentId: first.sessionId, createdAt: 2 });
  const second = session({ name: 'second', status: 'exited', resumedFrom: first.sessionId, createdAt: 3 });
  const third = session({ name: 'third', resumedFrom: second.sessionId, createdAt: 4 });
  expect(names([first, shell, second, third])).toEqual([['third', 'shell']]);
  expect(names([first, shell])).toEqual([['first', 'shell']]);
});

test('one whose resumption failed is still there', () => {
  const first = session({ name: 'first', status: 'lost', createdAt: 1 });
  const failed = session({ name: 'failed', status: 'failed', resumedFrom: first.sessionId, createdAt: 3 });
  expect(names([first, failed])).toEqual([['first'], ['failed']]);
});
