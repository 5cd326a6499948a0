import { describe, expect, it } from 'vitest';
import { difference, feed, viewerTerminal } from '../testing/terminal-state.ts';
import { tracelessBytes } from './fast-forward.ts';

const SIZE = [40, 6] as const;
const LINES = 3_000;

const TEXTS: Record<string, string> = {
  'short lines': text((line) => `line ${line}\r\n`),
  'lines that wrap': text((line) => `${line} ${'wrap '.repeat(line % 40)}\r\n`),
  'wide and joined characters': text((line) => `${line} 漢字 é ${'👩‍🌾'.repeat(line % 9)}\r\n`),
  'tabs, bare line feeds and returns': text((line) => (line % 3 ? `\ta\tb${line}\n` : `xx\ryy ${line}\r\n`)),
  'lines that all stay': text((line) => (line < 1_000 ? `line ${line}\r\n` : '')),
  'one line that never ends': text((line) => `word${line} `),
};

/** What a program may have set before. */
const BEGINNINGS: Record<string, string> = {
  'a fresh terminal': '',
  'a cursor in the middle': '\x1b[2J\x1b[3;7Hhere',
  'colours and insert mode': '\x1b[1;31;44m\x1b[4hred',
  'line drawing': '\x1b(0qqq',
  'no wrapping': '\x1b[?7l',
  'a saved cursor': 'some\r\n\x1b[2;5H\x1b7text',
  'the alternate screen': '\x1b[?1049hmenu',
  'a scroll region': '\x1b[2;4r\x1b[5;1H',
};

/** What comes after shows the rest of the state. */
const AFTER = '\x1b8restored\x1b[b\x1b[2;1Hwritten over';

function text(line: (index: number) => string): string {
  return Array.from({ length: LINES }, (_, index) => line(index)).join('');
}

describe.each(Object.entries(TEXTS))('of %s', (_, flood) => {
  it.each(Object.entries(BEGINNINGS))(
    'after %s, nothing that is seen is passed over',
    async (_, beginning) => {
      const bytes = Buffer.from(flood);
      const [whole, forwarded] = [viewerTerminal(...SIZE), viewerTerminal(...SIZE)];
      for (const terminal of [whole, forwarded]) await feed(terminal, beginning);
      await feed(whole, bytes);
      await feed(forwarded, bytes.subarray(tracelessBytes(forwarded, bytes)));
      expect(difference(whole, forwarded)).toBeUndefined();
      for (const terminal of [whole, forwarded]) await feed(terminal, AFTER);
      expect(difference(whole, forwarded)).toBeUndefined();
    },
  );
});

describe('of a flood', () => {
  const flood = Buffer.from(TEXTS['short lines'] ?? '');

  it('most is passed over', async () => {
    expect(tracelessBytes(viewerTerminal(...SIZE), flood) / flood.length).toBeGreaterThan(0.3);
  });

  it.each([
    ['an escape sequence', '\x1b[m'],
    ['a control character', '\x0e'],
    ['a C1 control in UTF-8', '\u0088'],
  ])('nothing is that has %s after it', (_, control) => {
    const bytes = Buffer.concat([Buffer.from(control), flood]);
    expect(tracelessBytes(viewerTerminal(...SIZE), bytes)).toBe(0);
  });

  it.each([
    ['a sequence is open', '\x1b]0;title'],
    ['a link is, which keeps a list of its lines', '\x1b]8;;https://example.org\x1b\\link'],
    ['only some rows scroll', '\x1b[2;4r'],
  ])('nothing is while %s', async (_, beginning) => {
    const terminal = viewerTerminal(...SIZE);
    await feed(terminal, beginning);
    expect(tracelessBytes(terminal, flood)).toBe(0);
  });
});
