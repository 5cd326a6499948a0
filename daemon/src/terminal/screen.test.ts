import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { segmentPath } from '../spool/files.ts';
import type { Mark } from './marks.ts';
import { saveScreen } from './saved-screen.ts';
import { Screen } from './screen.ts';

const EPOCH = '0123456789abcdef';
const SIZE = { cols: 20, rows: 4 };

let spool: string;
let replies: string[];
let titles: string[];
let marks: Mark[];
beforeEach(() => {
  spool = mkdtempSync(join(tmpdir(), 'drover-spool-'));
  replies = [];
  titles = [];
  marks = [];
});
afterEach(() => rmSync(spool, { recursive: true }));

function screenOf(output: string, answerFrom = 0): Screen {
  appendFileSync(segmentPath(spool, 0), output);
  const source = { sessionId: 's', spool, file: join(spool, 'screen'), epoch: EPOCH, answerFrom };
  const screen = new Screen(
    { ...source, sizes: [{ offset: 0, size: SIZE }] },
    {
      reply: (text) => replies.push(text),
      title: (title) => titles.push(title),
      mark: (mark) => marks.push(mark),
      parsed: () => {},
    },
  );
  screen.restore();
  screen.grew(Buffer.byteLength(output));
  while (screen.pump());
  return screen;
}

describe('a screen', () => {
  it('[F48] answers the queries of the program in it, those too that xterm leaves open', () => {
    screenOf('\x1b[c\x1b[5n\x1b[18t\x1b]10;?\x1b\\\x1b]11;?\x07\x1b]12;?\x07\x1b[?2004$p');
    expect(replies).toHaveLength(7);
    expect(replies.join('')).toContain('\x1b[8;4;20t');
    expect(replies.join('')).toMatch(/\]11;rgb:/);
  });

  it('[F48] leaves alone what was asked before its daemon came', () => {
    screenOf('\x1b[c\x1b[5n\x1b[5n', 7);
    expect(replies).toEqual(['\x1b[0n']);
  });

  it('tells what shells say of themselves, and to a later daemon nothing of what the first was told', () => {
    const output = '\x1b]7;file://atlas/tmp\x07\x1b]133;A\x07$ \x1b]133;D;2\x1b\\\x1b]134;x\x07';
    const screen = screenOf(output);
    const told: Mark[] = [
      { osc: 7, data: 'file://atlas/tmp' },
      { osc: 133, data: 'A' },
      { osc: 133, data: 'D;2' },
    ];
    expect(marks).toEqual(told);
    expect(screen.text()[0]).toBe('$');
    marks = [];
    screenOf('', output.length).dispose();
    expect(marks).toEqual([]);
  });

  it('[F49] makes titles fit to show', () => {
    const fit = (title: string) => {
      rmSync(segmentPath(spool, 0), { force: true });
      screenOf(`\x1b]2;${title}\x1b\\`).dispose();
      return titles.pop();
    };
    expect(fit('plain')).toBe('plain');
    expect(fit('with\u202eoverride and \x01control')).toBe('withoverride and control');
    expect(fit('x'.repeat(50_000))).toHaveLength(256);
  });

  it('tells the last title and the last few marks of a flood', () => {
    const flood = Array.from({ length: 5_000 }, (_, at) => `\x1b]2;${at}\x07\x1b]133;D;${at % 200}\x07`);
    const screen = screenOf(flood.join(''));
    expect(titles.at(-1)).toBe('4999');
    expect(marks.at(-1)).toEqual({ osc: 133, data: 'D;199' });
    expect(titles.length + marks.length).toBeLessThan(40);
    screen.dispose();
  });

  it('goes on from where it was saved', () => {
    const bytes = Buffer.from('saved ');
    saveScreen(join(spool, 'screen'), EPOCH, { offset: 3, size: SIZE, bytes });
    const screen = screenOf('xxxthen');
    expect(screen.picture(true)?.rows[0]?.[0]?.[0]).toBe('saved then');
  });

  it('does not take up what was saved of another spool', () => {
    saveScreen(join(spool, 'screen'), 'ffffffffffffffff', {
      offset: 3,
      size: SIZE,
      bytes: Buffer.from('other'),
    });
    const screen = screenOf('own text');
    expect(screen.picture(true)?.rows[0]?.[0]?.[0]).toBe('own text');
  });

  it('outlives that all above is erased from its last cell, where xterm.js alone throws', () => {
    const screen = screenOf('gone\x1b[4;20H\x1b[1Jx\x1b[4;20H\x1b[?1J\x1b[1;1Hthere');
    expect(screen.picture(true)?.rows).toEqual([[['there', null, null, 5]], [], [], []]);
  });

  it('[F41] is not held up by a segment that ends within a character, nor by a size or a gap after what might begin one', () => {
    const screen = screenOf('a');
    appendFileSync(segmentPath(spool, 0), Buffer.from([0xe2, 0x82]));
    appendFileSync(segmentPath(spool, 3), Buffer.from([0xac, 0xe7]));
    appendFileSync(segmentPath(spool, 5), Buffer.from([...Buffer.from('b'), 0xe7, 0xa0]));
    appendFileSync(segmentPath(spool, 20), 'c');
    screen.resized(5, { cols: 30, rows: 4 });
    screen.grew(21);
    while (screen.pump());
    const text = screen.picture(true)?.rows[0]?.[0]?.[0];
    expect(text).toMatch(/^a€.?b.?c$/);
  });

  it('has a picture: runs of one colour, wide characters counted, blank ends left out', () => {
    const screen = screenOf('ab\x1b[31mred\x1b[m \x1b[48;2;1;2;3m漢\x1b[m\r\n\x1b[7mnot\x1b[m  ');
    expect(screen.picture(true)).toEqual({
      sessionId: 's',
      cols: 20,
      rows: [
        [
          ['ab', null, null, 2],
          ['red ', 1, null, 4],
          ['漢', null, '#010203', 2],
        ],
        [['not', 0, 7, 3]],
        [],
        [],
      ],
      cursor: { x: 5, y: 1 },
    });
    expect(screen.picture(false)).toBeUndefined();
  });
});
