import { describe, expect, it } from 'vitest';
import { CompiledPattern, Pattern } from './pattern.ts';

const complaintsAbout = (pattern: unknown): string[] =>
  Pattern.safeParse(pattern).error?.issues.map(({ message }) => message) ?? [];

describe('a pattern', () => {
  it.each(['❯ 1\\. Yes', '(?im)^do you (want|wish) to', '(?<tool>\\w+)\\((?P<what>.*)\\)', '(a+)+$'])(
    'such as %j is taken',
    (pattern) => {
      expect(complaintsAbout(pattern)).toEqual([]);
    },
  );

  it.each([
    ['[', 'is no regular expression of RE2: missing closing ]'],
    ['a(?=b)', 'is no regular expression of RE2: invalid or unsupported Perl syntax: `(?=`'],
    ['(a)\\1', 'is no regular expression of RE2: invalid escape sequence'],
    ['((a{100}){100}){100}', 'is no regular expression of RE2: invalid repeat count'],
    ['\\d{1,1000}\\d{1,1000}', 'is too large'],
    ['x'.repeat(513), 'must be at most 512 characters'],
    ['', 'must not be empty'],
    [5, 'must be text: write "5", in quotes'],
  ])('[B60] such as %.40j is refused', (pattern, expected) => {
    expect(complaintsAbout(pattern)).toEqual([expect.stringContaining(expected)]);
  });

  it('[B60] that would run for years elsewhere has run when the test is over', () => {
    expect(new CompiledPattern('(a|a)*(a+)+$').isIn(`${'a'.repeat(10_000)}!`)).toBe(false);
  });

  it('tells what its named groups have found', () => {
    const asks = new CompiledPattern('(?<tool>\\w+)\\((?<what>[^)]*)\\)(?<more>!)?');
    expect(asks.find('● Bash(npm test)')).toEqual({ tool: 'Bash', what: 'npm test' });
    expect(asks.find('● Done')).toBeNull();
  });
});
