import type { Picture } from '@drover/protocol';
import { describe, expect, test } from 'vitest';
import { TERMINAL_PALETTES } from '../design/terminal-palette.ts';
import { boxesOf } from './box-glyphs.ts';
import { cellsOf } from './cells.ts';
import { cssColor } from './colors.ts';
import { visibleOn } from './contrast.ts';
import { layoutPicture } from './layout.ts';

const screen = (cols: number, rows: Picture['rows'], cursor: Picture['cursor'] = null): Picture => ({
  sessionId: '00000000-0000-4000-8000-000000000000',
  cols,
  rows,
  cursor,
});

describe('cells', () => {
  test('plain text takes one column a letter', () => {
    expect(cellsOf(['ab c', null, null, 4]).map(({ column }) => column)).toEqual([0, 1, 2, 3]);
  });

  test('CJK and emoji take two columns each', () => {
    const cells = cellsOf(['a漢字👩‍💻b', null, null, 8]);
    expect(cells.map(({ text, column, width }) => [text, column, width])).toEqual([
      ['a', 0, 1],
      ['漢', 1, 2],
      ['字', 3, 2],
      ['👩‍💻', 5, 2],
      ['b', 7, 1],
    ]);
  });

  test('a letter keeps its combining marks', () => {
    expect(cellsOf(['e\u0301x', null, null, 2]).map(({ text }) => text)).toEqual(['e\u0301', 'x']);
  });

  test('the columns that the terminal counted hold where our measure differs', () => {
    const cells = cellsOf(['✳☂', null, null, 4]);
    const last = cells.at(-1);
    expect(last && last.column + last.width).toBe(4);
  });
});

describe('layout', () => {
  const rows = (count: number, written = count): Picture['rows'] =>
    Array.from({ length: count }, (_, index) => (index < written ? [['x', null, null, 1]] : []));

  test('a usual screen fits whole', () => {
    const layout = layoutPicture(screen(120, rows(32)), 360, 202);
    expect(layout).toMatchObject({ cellWidth: 3, firstRow: 0, rowCount: 32 });
  });

  test('a high screen shows its lower end', () => {
    const layout = layoutPicture(screen(120, rows(100)), 360, 200);
    expect(layout.firstRow + layout.rowCount).toBe(100);
  });

  test('a high screen that is hardly used shows its begin', () => {
    expect(layoutPicture(screen(120, rows(100, 5)), 360, 200).firstRow).toBe(0);
  });

  test('the row of the cursor is in sight though nothing is written there', () => {
    const layout = layoutPicture(screen(120, rows(100, 5), { x: 0, y: 60 }), 360, 200);
    expect(layout.firstRow + layout.rowCount).toBe(61);
  });

  test('a screen of no rows is a picture too', () => {
    expect(layoutPicture(screen(80, []), 360, 200)).toMatchObject({ firstRow: 0, rowCount: 0 });
  });
});

describe('colours', () => {
  const palette = TERMINAL_PALETTES.dark;

  test.each([
    [null, '#own'],
    ['#12ab34', '#12ab34'],
    [1, palette.ansi[1]],
    [16, 'rgb(0 0 0)'],
    [196, 'rgb(255 0 0)'],
    [33, 'rgb(0 135 255)'],
    [255, 'rgb(238 238 238)'],
  ] as const)('%s is %s', (color, css) => expect(cssColor(color, palette, '#own')).toBe(css));
});

describe('letters stay visible', () => {
  test('what has contrast is left as it is', () => {
    expect(visibleOn('#0b0d11', '#ffffff')).toBe('rgb(255 255 255)');
  });

  test('white on a light screen turns dark, and black on a dark one light', () => {
    expect(visibleOn('#fafbfc', '#ffffff')).toBe('rgb(128 128 128)');
    expect(visibleOn('#0b0d11', 'rgb(0 0 0)')).toBe('rgb(128 128 128)');
  });
});

describe('line and block characters', () => {
  test('lines reach the edges that they join', () => {
    expect(boxesOf('─')).toMatchObject([{ x: 0, width: 1 }]);
    expect(boxesOf('╭')).toMatchObject([
      { x: 0.5, width: 0.5 },
      { y: 0.5, height: 0.5 },
    ]);
  });

  test('blocks cover their share of the cell', () => {
    expect(boxesOf('▀')).toEqual([{ x: 0, y: 0, width: 1, height: 0.5 }]);
    expect(boxesOf('▂')).toEqual([{ x: 0, y: 0.75, width: 1, height: 0.25 }]);
    expect(boxesOf('█')).toEqual([{ x: 0, y: 0, width: 1, height: 1 }]);
    expect(boxesOf('▎')).toEqual([{ x: 0, y: 0, width: 0.25, height: 1 }]);
    expect(boxesOf('▒')).toMatchObject([{ opacity: 0.5 }]);
  });

  test('letters are none', () => expect(boxesOf('A')).toBeUndefined());
});
