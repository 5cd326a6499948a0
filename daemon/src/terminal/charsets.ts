import type { Charset, Internals } from './internals.ts';

const DESIGNATE = ['(', ')', '*', '+'];
const SHIFT_TO = ['', '\x0e', '\x1bn', '\x1bo'];

/**
 * Makes a character set one of G0 to G3. The sets are line drawing and ASCII; national ones are of no use in UTF-8.
 * Line drawing is told by its translation of `q`.
 */
export const designate = (index: number, charset: Charset): string =>
  `\x1b${DESIGNATE[index]}${charset?.q === '─' ? '0' : 'B'}`;

/** The sequences that choose these character sets on a terminal that was reset. */
export function chooseCharsets({ charsets: { level, sets } }: Internals): string {
  const chosen = sets.map((charset, index) => (charset ? designate(index, charset) : ''));
  return `${chosen.join('')}${SHIFT_TO[level] ?? ''}`;
}

/** Whether the current set came with a restored cursor, and is none of those that were designated. */
export function isRestoredCharset({ active, charsets: { level, current, sets } }: Internals): boolean {
  return current !== sets[level] && current === active.savedCharset;
}
