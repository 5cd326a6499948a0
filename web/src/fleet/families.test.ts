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
