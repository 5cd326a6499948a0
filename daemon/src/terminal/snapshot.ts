import type { Terminal } from '@xterm/headless';
import { bufferText } from './buffer-text.ts';
import { attributesOf, type Internals, internalsOf, type ScreenBuffer } from './internals.ts';
import type { ModeTracker } from './mode-tracker.ts';
import { link, sgr } from './sgr.ts';

/**
 * The screen as terminal text for a freshly reset terminal of the same size: contents and scrollback of both
 * buffers, then everything that decides how the next bytes are drawn. Taken with no escape sequence half parsed, or
 * as of the last one's beginning, which has not touched the screen yet.
 */
export function serializeScreen(terminal: Terminal, modes: ModeTracker, title: string | null): string {
  const state = internalsOf(terminal);
  const { active, normal } = state;
  const onAlternate = terminal.buffer.active.type === 'alternate';
  return [
    bufferText(terminal.buffer.normal, state.linkOf),
    onAlternate ? [scrollRegion(terminal, normal), ...enterAlternate(normal)] : [],
    onAlternate ? bufferText(terminal.buffer.alternate, state.linkOf) : '',
    title === null ? '' : `\x1b]2;${title}\x1b\\`,
    scrollRegion(terminal, active),
    savedCursor(active),
    charsets(state),
    modes.originMode ? '\x1b[?6h' : '',
    hangingCursor(terminal, state),
    link(state.attributes, state.linkOf),
    sgr(state.attributes),
    modes.serialize(),
    restingCursor(terminal, state, modes),
  ]
    .flat()
    .join('');
}

function scrollRegion(terminal: Terminal, buffer: ScreenBuffer): string {
  const isWhole = buffer.scrollTop === 0 && buffer.scrollBottom === terminal.rows - 1;
  return isWhole ? '' : `\x1b[${buffer.scrollTop + 1};${buffer.scrollBottom + 1}r`;
}

/** 1049 saves the cursor of the normal screen, so that it must be in its place, with its attributes. */
function enterAlternate(normal: ScreenBuffer): string[] {
  return [to(normal.x, normal.y), sgr(normal.savedCurAttrData), '\x1b[?1049h\x1b[0m', to(0, 0)];
}

function savedCursor(buffer: ScreenBuffer): string {
  const row = Math.max(0, buffer.savedY - buffer.ybase);
  return `${to(buffer.savedX, row)}${sgr(buffer.savedCurAttrData)}\x1b7`;
}

/** Line-drawing sets; the others are of no use in UTF-8. A set is told by its translation of `q`. */
function charsets({ charsets }: Internals): string {
  const isDrawing = (index: number) => charsets.sets[index]?.q === '─';
  return `${isDrawing(0) ? '\x1b(0' : ''}${isDrawing(1) ? '\x1b)0' : ''}${charsets.active === 1 ? '\x0e' : ''}`;
}

/** A cursor past the last column, about to wrap, gets there only by printing the last cell again. */
function hangingCursor(terminal: Terminal, { active, linkOf }: Internals): string {
  const cell = active.x >= terminal.cols ? cellBefore(terminal, active.x) : undefined;
  if (!cell) return '';
  const { attributes, x, chars } = cell;
  return `${to(x, active.y)}${link(attributes, linkOf)}${sgr(attributes)}${chars}`;
}

/**
 * Puts the cursor in its place, last of all: where the next character may join the last one printed (a combining
 * accent), that one is printed again, and any sequence after it would end the joining. Its attributes are the current
 * ones, since only a sequence could have changed them.
 */
function restingCursor(terminal: Terminal, { active, joinState }: Internals, modes: ModeTracker): string {
  const top = modes.originMode ? active.scrollTop : 0;
  const cell = joinState !== 0 && active.x > 0 ? cellBefore(terminal, active.x) : undefined;
  if (!cell) return active.x >= terminal.cols ? '' : to(active.x, active.y - top);
  // Printing inserts in insert mode; taken out first, the cells go back where they were.
  const room = modes.insertMode ? `\x1b[${cell.width}P` : '';
  return `${to(cell.x, active.y - top)}${room}${cell.chars}`;
}

const to = (x: number, y: number) => `\x1b[${y + 1};${x + 1}H`;

function cellBefore(terminal: Terminal, x: number) {
  const { active } = terminal.buffer;
  const line = active.getLine(active.baseY + active.cursorY);
  const cell = line?.getCell(x - 1)?.getWidth() === 0 ? line.getCell(x - 2) : line?.getCell(x - 1);
  if (!cell?.getChars()) return undefined;
  return {
    x: x - Math.max(1, cell.getWidth()),
    chars: cell.getChars(),
    width: cell.getWidth(),
    attributes: attributesOf(cell),
  };
}
