import { describe, expect, test } from 'vitest';
import { formatAgo, formatRuntime } from './format.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe('formatRuntime', () => {
  test.each([
    [0, '0:00'],
    [7_900, '0:07'],
    [12 * MINUTE + 34_000, '12:34'],
    [HOUR + 2 * MINUTE + 5_000, '1:02:05'],
    [76 * HOUR, '3d 4h'],
  ])('tells %i ms as %s', (ms, text) => expect(formatRuntime(ms)).toBe(text));

  test('[F36] never runs below zero when a clock was set back', () => {
    expect(formatRuntime(-HOUR)).toBe('0:00');
  });
});

describe('formatAgo', () => {
  test.each([
    [-5_000, 'just now'],
    [9_999, 'just now'],
    [42_000, '42 sec. ago'],
    [5 * MINUTE + 59_000, '5 min. ago'],
    [26 * HOUR, '1 day ago'],
  ])('tells %i ms as %s', (ms, text) => expect(formatAgo(ms)).toBe(text));
});
