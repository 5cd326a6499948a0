import { describe, expect, it } from 'vitest';
import { pasteInput } from './paste.ts';

describe('a paste', () => {
  it('[F47] cannot end its own brackets', () => {
    const sent = pasteInput('x\x1b[201~\rrm -rf x\r', true);
    expect(sent).toBe('\x1b[200~x\u241b[201~\rrm -rf x\r\x1b[201~');
  });

  it('[F47] cannot end them with a one-byte CSI either', () => {
    expect(pasteInput('x\u009b201~', true)).toBe('\x1b[200~x\u241b201~\x1b[201~');
  });

  it.each([...Array(32).keys(), 127].filter((code) => ![9, 10, 13].includes(code)))(
    '[F47] never contains control character %i of the clipboard',
    (code) => {
      const control = String.fromCharCode(code);
      expect(pasteInput(`a${control}b`, false)).toMatch(/^a[\u2400-\u2421]b$/);
    },
  );

  it('sends newlines as returns, and everything else as it is', () => {
    expect(pasteInput('a\n\tb\r\nc\rd é😀', false)).toBe('a\r\tb\rc\rd é😀');
  });

  it('is not bracketed when the program did not ask for it', () => {
    expect(pasteInput('ls', false)).toBe('ls');
  });
});
