import { expect, test } from 'vitest';
import { session } from '../testing/samples.ts';
import { holderOf, predecessorsOf, successorOf } from './succession.ts';

const first = session({ status: 'lost', conversationId: 'talk', createdAt: 1 });
const second = session({ ...first, ...session(), hostId: first.hostId, resumedFrom: first.sessionId });
const third = session({ hostId: first.hostId, resumedFrom: second.sessionId, createdAt: 3 });
const all = [third, first, second];

test('a session goes on in the last of those that were resumed one from the other', () => {
  expect(successorOf(first, all)).toBe(third);
  expect(successorOf(third, all)).toBeUndefined();
  expect(successorOf(first, [first, third])).toBeUndefined();
});

test('what failed to go on took over nothing; of two that did, the newer counts', () => {
  const failed = session({ status: 'failed', resumedFrom: first.sessionId, createdAt: 9 });
  expect(successorOf(first, [first, failed])).toBeUndefined();
  const newer = session({ resumedFrom: first.sessionId, createdAt: 9 });
  expect(successorOf(first, [first, newer, second])).toBe(newer);
});

test('those whose work goes on in it are told, nearest first, also round a ring', () => {
  const known = new Map(all.map((one) => [one.sessionId, one]));
  expect(predecessorsOf(third, known)).toEqual([second, first]);
  const ring = { ...first, resumedFrom: second.sessionId };
  known.set(first.sessionId, ring);
  expect(predecessorsOf(third, known)).toEqual([second, ring]);
  expect(successorOf(ring, [ring, second])).toBe(second);
});

test('the holder of a conversation runs, on the same host, with the same tool', () => {
  const same = { hostId: first.hostId, conversationId: 'talk' };
  const holder = session(same);
  const others = [
    session({ ...same, status: 'exited' }),
    session({ ...same, hostId: session().hostId }),
    session({ ...same, profile: 'codex' }),
    session({ hostId: first.hostId }),
  ];
  expect(holderOf(first, [first, ...others, holder])).toBe(holder);
  expect(holderOf(first, [first, ...others])).toBeUndefined();
  expect(holderOf(first, [second])).toBe(second);
});
