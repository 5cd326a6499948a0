import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { type Beside, besideFromQuery, queryFromBeside } from './beside.ts';

test.each([null, { kind: 'changes' }, { kind: 'session', sessionId: randomUUID() }] satisfies Beside[])(
  'what stands beside a terminal survives in its address: %j',
  (beside) => {
    expect(besideFromQuery(new URLSearchParams(queryFromBeside(beside)))).toEqual(beside);
  },
);

test('an address that makes no sense shows nothing there', () => {
  expect(besideFromQuery(new URLSearchParams('beside=everything'))).toBeNull();
});
