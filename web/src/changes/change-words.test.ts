import { expect, test } from 'vitest';
import { baseWords, diffFileName, fileMarks, isBinary, summaryWords } from './change-words.ts';

const file = (additions: number | null, deletions: number | null) =>
  ({ path: 'a', from: null, kind: 'modified', additions, deletions }) as const;

test('changes are summed up', () => {
  const files = [file(3, 1), file(4, 0), file(null, null)];
  expect(summaryWords({ files, truncated: false })).toBe('3 files, +7 −1');
  expect(summaryWords({ files: [file(1, 0)], truncated: true })).toBe('1 file, +1 −0');
  const many = Array.from({ length: 2_000 }, () => file(1, 1));
  expect(summaryWords({ files: many, truncated: true })).toBe('more than 2000 files, +2000 −2000');
});

test('a file that is no text has no lines to count, and one that was only renamed none to show', () => {
  expect(isBinary(file(null, null))).toBe(true);
  expect(fileMarks(file(null, null))).toBeNull();
  expect(isBinary(file(0, 0))).toBe(false);
  expect(fileMarks(file(0, 0))).toBeNull();
  expect(fileMarks(file(2, 0))).toEqual({ added: '+2', removed: '−0' });
});

test('what they are compared with is told short', () => {
  expect(baseWords('0123456789abcdef')).toBe('commit 0123456, where it began');
  expect(baseWords(null)).toBe('the empty tree');
});

test.each([
  ['Fix the checkout test', 'Fix-the-checkout-test.diff'],
  ['../../etc/passwd', 'etc-passwd.diff'],
  ['果樹園 🍎', '果樹園.diff'],
  ['///', 'session.diff'],
  ['x'.repeat(100), `${'x'.repeat(60)}.diff`],
])('the diff of “%s” is saved as %s', (label, name) => expect(diffFileName(label)).toBe(name));
