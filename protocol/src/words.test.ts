import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { printable, shellWord } from './words.ts';

it('a word that is typed into a shell arrives as it is', () => {
  const words = [
    'plain',
    '',
    'two words',
    "it's",
    '$HOME',
    '~',
    '~/git',
    'a~b',
    '!!',
    '"',
    '\\',
    'a\nb',
    '*',
  ];
  const typed = `printf '%s\\0' ${words.map(shellWord).join(' ')}`;
  expect(execFileSync('bash', ['-c', typed], { encoding: 'utf8' }).split('\0')).toEqual([...words, '']);
});

it('[B70] controls are shown, not sent', () => {
  expect(printable('a\x1b[2Jb\n')).toBe('a\\x1b[2Jb\\x0a');
});
