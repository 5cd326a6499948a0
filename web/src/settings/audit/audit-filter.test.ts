import { expect, test } from 'vitest';
import { auditQuery, isFilteringAudit, NO_AUDIT_FILTER } from './audit-filter.ts';

const query = (filter: Partial<typeof NO_AUDIT_FILTER>) => auditQuery({ ...NO_AUDIT_FILTER, ...filter });

test('nothing is asked for where nothing is set', () => {
  expect(query({ text: '  ' }).toString()).toBe('');
  expect(isFilteringAudit({ ...NO_AUDIT_FILTER, text: '  ' })).toBe(false);
  expect(isFilteringAudit({ ...NO_AUDIT_FILTER, action: 'login' })).toBe(true);
});

test('words and action are passed on', () => {
  expect(Object.fromEntries(query({ text: ' ada & bob ', action: 'login' }))).toEqual({
    q: 'ada & bob',
    action: 'login',
  });
});

test('a range of days ends with the last millisecond of its last day, also where the clocks change', () => {
  const asked = query({ from: '2026-03-29', to: '2026-03-29' });
  expect(Number(asked.get('since'))).toBe(new Date(2026, 2, 29).getTime());
  expect(Number(asked.get('until'))).toBe(new Date(2026, 2, 30).getTime() - 1);
});

test.each(['', 'yesterday', '2026-13', '0001-01-01'])('%s is no bound', (day) =>
  expect(query({ from: day, to: day }).toString()).toBe(''),
);
