import { expect, it } from 'vitest';
import { Growth } from './growth.ts';

const KiB = 1_024;

it('tells at once what is little', () => {
  const growth = new Growth();
  growth.grew('s', 100);
  expect(growth.look()).toEqual([['s', 100]]);
  growth.grew('s', 300);
  expect(growth.look()).toEqual([['s', 300]]);
  expect(growth.look()).toEqual([]);
});

it('gathers a flood, and tells it after a while or when it is much', () => {
  const growth = new Growth();
  growth.grew('s', 0);
  growth.look();
  growth.grew('s', 100 * KiB);
  expect([growth.look(), growth.look()]).toEqual([[], []]);
  expect(growth.isPending).toBe(true);
  expect(growth.look()).toEqual([['s', 100 * KiB]]);
  expect(growth.grew('s', 600 * KiB)).toBe(false);
  expect(growth.grew('s', 900 * KiB)).toBe(true);
  expect(growth.take('s')).toEqual([['s', 900 * KiB]]);
});

it('lets no flood delay what another session has', () => {
  const growth = new Growth();
  growth.grew('flood', 0);
  growth.look();
  growth.grew('flood', 100 * KiB);
  growth.grew('other', 5);
  expect(growth.look()).toEqual([['other', 5]]);
});

it('tells what is asked for, and forgets what has ended', () => {
  const growth = new Growth();
  for (const session of ['asked', 'ended']) growth.grew(session, 0);
  growth.look();
  for (const session of ['asked', 'ended']) growth.grew(session, 100 * KiB);
  expect(growth.take('asked')).toEqual([['asked', 100 * KiB]]);
  expect(growth.take('asked')).toEqual([]);
  growth.forget('ended');
  expect(growth.isPending).toBe(false);
});
