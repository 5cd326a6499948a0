import { expect, test } from 'vitest';
import { activity } from '../testing/activity-samples.ts';
import { EMPTY_REPORT, faultOfReport, reportOf } from './report-draft.ts';

const working = activity({ state: 'working' });

test('a report says what is right, and the reason of waiting only', () => {
  const draft = { ...EMPTY_REPORT, reason: 'plan', note: '  it asks\n' } as const;
  expect(reportOf({ ...draft, state: 'waiting' })).toEqual({
    state: 'waiting',
    reason: 'plan',
    note: 'it asks',
  });
  expect(reportOf({ ...draft, state: 'idle' })).toEqual({ state: 'idle', reason: null, note: 'it asks' });
  expect(reportOf({ ...EMPTY_REPORT, state: 'idle' })?.note).toBeNull();
});

test('a report that says nothing else is not sent', () => {
  expect(faultOfReport(EMPTY_REPORT, working)).toBe('Choose what is right.');
  expect(faultOfReport({ ...EMPTY_REPORT, state: 'working' }, working)).toMatch(/^That is what it says/);
  expect(faultOfReport({ ...EMPTY_REPORT, state: 'idle' }, working)).toBeNull();
  const asking = activity({ state: 'waiting', reason: 'permission' });
  expect(faultOfReport({ ...EMPTY_REPORT, state: 'waiting', reason: 'question' }, asking)).toBeNull();
});

test('a note is not longer than its place', () => {
  const draft = { ...EMPTY_REPORT, state: 'idle' } as const;
  expect(faultOfReport({ ...draft, note: 'x'.repeat(500) }, working)).toBeNull();
  expect(faultOfReport({ ...draft, note: 'x'.repeat(501) }, working)).toMatch(/at most 500/);
});
