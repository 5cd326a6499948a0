import type { IBuffer, Terminal } from '@xterm/headless';
import { bufferText } from './buffer-text.ts';
import { chooseCharsets, designate, isRestoredCharset } from './charsets.ts';
import { attributesOf, type Internals, internalsOf, type ScreenBuffer } from './internals.ts';
import { setModes } from './modes.ts';
import { backgroundSgr, link, penSgr, sgr } from './sgr.ts';
import { tabStops } from './tab-stops.ts';

const DEFAULT_PEN = '\x1b]8;;\x1b\\\x1b[0m';

/**
 * The screen as terminal text for a freshly reset terminal of the same size: contents and scrollback of both
 * buffers, then everything that decides how the next bytes are drawn. Taken with no escape sequence half parsed, or
 * as of the last one's beginning, which has not touched the screen yet.
 */
export function serializeScreen(terminal: Terminal, title: string | null): string {
  const state = internalsOf(terminal);
  const isRestored = isRestoredCharset(state);
  return [
    screenText(terminal, terminal.buffer.normal, state.normal, state),
    state.active === state.normal ? hiddenAlternate(state.alternate) : alternate(terminal, state),
    title === null ? '' : `\x1b]2;${title}\x1b\\`,
    scrollRegion(terminal, state.active),
    isRestored ? `${chooseCharsets(state)}\x1b8${DEFAULT_PEN}` : '',
    state.modes.origin ? '\x1b[?6h' : '',
    hangingCursor(terminal, state),
    isRestored ? '' : chooseCharsets(state),
    link(state.attributes, state.linkOf),
    penSgr(state.attributes),
    setModes(state.modes),
    restingCursor(terminal, state),
  ].join('');
}

function screenText(
  terminal: Terminal,
  buffer: IBuffer,
  screen: ScreenBuffer,
  { linkOf }: Internals,
): string {
  return bufferText(buffer, terminal.cols, screen, linkOf) + tabStops(screen, terminal.cols);
}

function scrollRegion(terminal: Terminal, { scrollTop, scrollBottom }: ScreenBuffer): string {
  const isWhole = scrollTop === 0 && scrollBottom === terminal.rows - 1;
  return isWhole ? '' : `\x1b[${scrollTop + 1};${scrollBottom + 1}r`;
}

/** Enters it by 47, which saves no cursor: that of the normal screen is saved where it was. */
function alternate(terminal: Terminal, state: Internals): string {
  const { normal } = state;
  const leave = [scrollRegion(terminal, normal), to(normal.x, normal.y), '\x1b[?47h', to(0, 0)];
  return leave.join('') + screenText(terminal, terminal.buffer.alternate, state.alternate, state);
}

/** The alternate screen is emptied when it is left; only a cursor that was saved in it is kept. */
function hiddenAlternate({ savedX, savedY, savedCurAttrData, savedCharset }: ScreenBuffer): string {
  const pen = sgr(savedCurAttrData);
  if (savedX === 0 && savedY === 0 && pen === '\x1b[0m' && !savedCharset) return '';
  const charset = savedCharset ? designate(0, savedCharset) : '';
  return `\x1b[?47h${to(savedX, savedY)}${pen}${charset}\x1b7${designate(0, undefined)}\x1b[0m\x1b[?47l`;
}

/** A cursor past the last column, about to wrap, gets there only by printing the last cell again. */
function hangingCursor(terminal: Terminal, state: Internals): string {
  const { active, linkOf } = state;
  if (active.x < terminal.cols) return '';
  const cell = cellBefore(terminal, active.x);
  if (!cell) return hangingAfterErasing(terminal, state);
  const { attributes, x, chars } = cell;
  return `${to(x, rowOf(state))}${link(attributes, linkOf)}${sgr(attributes)}${chars}`;
}

/** Erasing leaves the cursor where it is, and so the row is empty: erased here in the same way. */
function hangingAfterErasing(terminal: Terminal, state: Internals): string {
  const { active } = terminal.buffer;
  const line = active.getLine(active.baseY + active.cursorY);
  const last = line?.getCell(terminal.cols - 1);
  const isEmpty = line?.translateToString(true) === '';
  const pen = last ? backgroundSgr(attributesOf(last)) : '';
  return `${to(terminal.cols - 1, rowOf(state))}${DEFAULT_PEN}${pen} ${isEmpty ? '\x1b[1K' : ''}`;
}

/**
 * Puts the cursor in its place, last of all: where the next character may join the last one printed (a combining
 * accent), that one is printed again, and any sequence after it would end the joining. Its attributes are the current
 * ones, since only a sequence could have changed them.
 */
function restingCursor(terminal: Terminal, state: Internals): string {
  const { active, joinState, modes } = state;
  const cell = joinState !== 0 && active.x > 0 ? cellBefore(terminal, active.x) : undefined;
  if (!cell) return active.x >= terminal.cols ? '' : to(active.x, rowOf(state));
  // Printing inserts in insert mode; taken out first, the cells go back where they were.
  const room = modes.insertMode ? `\x1b[${cell.width}P` : '';
  return `${to(cell.x, rowOf(state))}${room}${cell.chars}`;
}

/** The row of the cursor as programs count it: in origin mode from the top of the scroll region. */
const rowOf = ({ active, modes }: Internals) => active.y - (modes.origin ? active.scrollTop : 0);

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
