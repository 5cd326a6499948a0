import { shellWord } from '@drover/protocol';
import type { Place } from './place.ts';

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
