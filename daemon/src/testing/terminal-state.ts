import unicode11Addon from '@xterm/addon-unicode11';
import headless from '@xterm/headless';
import { guardEraseAbove } from '../terminal/erase-above.ts';
import {
  type Attributes,
  type Internals,
  internalsOf,
  type LinkLookup,
  type ScreenBuffer,
} from '../terminal/internals.ts';

/** A terminal as a viewer's: the same xterm, without a window. */
export function viewerTerminal(cols: number, rows: number): headless.Terminal {
  const terminal = new headless.Terminal({
    cols,
    rows,
    allowProposedApi: true,
    scrollback: 2_000,
    logLevel: 'off',
  });
  terminal.loadAddon(new unicode11Addon.Unicode11Addon());
  terminal.unicode.activeVersion = '11';
  guardEraseAbove(terminal);
  return terminal;
}

export const feed = (terminal: headless.Terminal, bytes: Uint8Array | string): Promise<void> =>
  new Promise((resolve) => terminal.write(bytes, resolve));

/**
 * The first thing in which two terminals differ, in words; undefined when they are in the same state: all that one can
 * see of them, scroll back to or switch to, and all that decides what the next bytes or a new size will do.
 */
export function difference(expected: headless.Terminal, actual: headless.Terminal): string | undefined {
  const [a, b] = [internalsOf(expected), internalsOf(actual)];
  return (
    unlike('size', [expected.cols, expected.rows], [actual.cols, actual.rows]) ??
    unlike('buffer', expected.buffer.active.type, actual.buffer.active.type) ??
    bufferDifference('normal', a, b, expected.cols) ??
    bufferDifference('alternate', a, b, expected.cols) ??
    unlike('parser', [a.parserState, a.joinState], [b.parserState, b.joinState]) ??
    unlike('attributes', attributesState(a.attributes, a.linkOf), attributesState(b.attributes, b.linkOf)) ??
    unlike('charsets', charsetState(a), charsetState(b)) ??
    unlike('modes', a.modes, b.modes)
  );
}

function unlike(what: string, expected: unknown, actual: unknown): string | undefined {
  const [a, b] = [JSON.stringify(expected), JSON.stringify(actual)];
  return a === b ? undefined : `${what}: expected ${a}, got ${b}`;
}

function bufferDifference(
  kind: 'normal' | 'alternate',
  a: Internals,
  b: Internals,
  cols: number,
): string | undefined {
  const [expected, actual] = [a[kind], b[kind]];
  const isActive = a.active === expected;
  const length = expected.lines.length;
  if (length !== actual.lines.length) return `${kind} lines: expected ${length}, got ${actual.lines.length}`;
  for (let y = 0; y < length; y++) {
    const found = lineDifference(lineOf(expected, y), lineOf(actual, y), cols, a.linkOf, b.linkOf);
    if (found) return `${kind} line ${y - expected.ybase}, ${found}`;
  }
  return unlike(`${kind} buffer`, bufferState(expected, isActive, cols), bufferState(actual, isActive, cols));
}

/**
 * Where the cursor of the screen behind is across has no meaning: it takes over that of the active one. Tab stops
 * beyond the edge are left from when the screen was wider.
 */
function bufferState(buffer: ScreenBuffer, isActive: boolean, cols: number) {
  const { ybase, x, y, scrollTop, scrollBottom, tabs, savedX, savedY, savedCurAttrData, savedCharset } =
    buffer;
  return {
    ybase,
    cursor: isActive ? [x, y] : y,
    scrollRegion: [scrollTop, scrollBottom],
    tabs: Object.keys(tabs).filter((column) => tabs[Number(column)] && Number(column) < cols),
    saved: [savedX, savedY, charsetName(savedCharset)],
    savedColors: [colorState(savedCurAttrData.fg), colorState(savedCurAttrData.bg & ~HAS_EXTENDED)],
  };
}

/** The memory of a line of xterm's: three words a cell, and what does not fit into them. */
type Line = {
  isWrapped: boolean;
  _data: Uint32Array;
  _combined: Record<number, string>;
  _extendedAttrs: Record<number, Attributes['extended'] | undefined>;
};

const lineOf = (buffer: ScreenBuffer, y: number): Line => buffer.lines.get(y) as unknown as Line;

/** Of xterm's words (src/common/buffer/Constants.ts). */
const IS_COMBINED = 0x200000;
const HAS_EXTENDED = 0x10000000;
const UNDERLINE = 0x10000000;
const UNDERLINE_STYLE = 0x1c000000;
const SINGLE_UNDERLINE = 0x4000000;

function lineDifference(
  a: Line,
  b: Line,
  cols: number,
  linkA: LinkLookup,
  linkB: LinkLookup,
): string | undefined {
  if (a.isWrapped !== b.isWrapped) return `wrapped: expected ${a.isWrapped}`;
  const [dataA, dataB] = [a._data, b._data];
  for (let x = 0; x < cols; x++) {
    const at = x * 3;
    const isSame =
      dataA[at] === dataB[at] &&
      dataA[at + 1] === dataB[at + 1] &&
      dataA[at + 2] === dataB[at + 2] &&
      !((dataA[at] ?? 0) & IS_COMBINED || (dataA[at + 2] ?? 0) & HAS_EXTENDED);
    if (isSame) continue;
    const [expected, actual] = [cellState(a, x, linkA), cellState(b, x, linkB)];
    if (expected !== actual) return `cell ${x}: expected ${expected}, got ${actual}`;
  }
  return undefined;
}

function cellState(line: Line, x: number, linkOf: LinkLookup): string {
  const [content = 0, fg = 0, bg = 0] = line._data.subarray(x * 3, x * 3 + 3);
  const extended = extendedState(fg, bg & HAS_EXTENDED ? line._extendedAttrs[x] : undefined, linkOf);
  const combined = content & IS_COMBINED ? (line._combined[x] ?? '') : '';
  return [content.toString(16), combined, colorState(fg), colorState(bg & ~HAS_EXTENDED), extended].join(' ');
}

/** Flags and colour of a word. xterm leaves the rest of the last colour in it where the mode uses less. */
function colorState(word: number): string {
  const used = { 0: 0, 1: 0xff, 2: 0xff, 3: 0xffffff }[(word >>> 24) & 3] ?? 0;
  return ((word & (0xff000000 | used)) >>> 0).toString(16);
}

/**
 * Links are the same when they lead to the same place; their numbers are xterm's own affair. An underline without a
 * style, which a restored cursor brings, is drawn as a single one.
 */
function extendedState(fg: number, extended: Attributes['extended'] | undefined, linkOf: LinkLookup): string {
  const own = extended?._ext ?? 0;
  const drawn = fg & UNDERLINE && !(own & UNDERLINE_STYLE) ? own | SINGLE_UNDERLINE : own;
  const link = extended?.urlId ? linkOf(extended.urlId) : undefined;
  return `${drawn.toString(16)} ${link?.id ?? ''} ${link?.uri ?? ''}`;
}

const attributesState = (attributes: Attributes, linkOf: LinkLookup) => [
  colorState(attributes.fg),
  colorState(attributes.bg & ~HAS_EXTENDED),
  extendedState(attributes.fg, attributes.extended, linkOf),
];

const charsetState = ({ charsets: { level, current, sets } }: Internals) => [
  level,
  charsetName(current),
  [0, 1, 2, 3].map((index) => charsetName(sets[index])),
];

/** Some of what a character set makes of `q`, `#` and `~` tells it from all others. */
const charsetName = (charset: Internals['charsets']['current']): string =>
  ['q', '#', '@', '~', '[', 'a'].map((char) => charset?.[char] ?? char).join('');

/** Whether the screen in front was wider, and xterm has kept what is now beyond its edge. */
export function hidesCells(terminal: headless.Terminal): boolean {
  const { active } = internalsOf(terminal);
  return Array.from({ length: active.lines.length }, (_, y) => lineOf(active, y)).some(
    ({ _data }) => _data.length > terminal.cols * 3,
  );
}
