import type { Place } from './place.ts';

const PLAIN = /^[\w@%+=:,./~-]+$/;

/** A word as one types it into a shell. */
export const shellWord = (word: string): string => (PLAIN.test(word) ? word : singleQuoted(word));

/** One word of several parts, of which some lie in the home directory that the shell knows. */
export const shellPaths = (...parts: (Place | string)[]): string =>
  parts.map((part) => (typeof part === 'string' ? part && shellWord(part) : shellPlace(part))).join('');

function shellPlace({ inHome, rest }: Place): string {
  const tail = rest === '' ? '' : shellWord(rest);
  return inHome ? `"$HOME"${tail}` : tail;
}

/** Words as one types them, with a space between. */
export const shellLine = (...words: (Place | string)[]): string =>
  words.map((word) => shellPaths(word)).join(' ');

/** A command over several lines. */
export const shellCommand = (...lines: readonly string[]): string => lines.join(' \\\n  ');

// Quotation marks that only stand here: in double quotes an interactive shell would still read "!".
const singleQuoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;
