import type { SerializeAddon } from '@xterm/addon-serialize';
import type { IBufferCell, Terminal } from '@xterm/headless';
import { type Internals, internalsOf } from './internals.ts';
import type { ModeTracker } from './mode-tracker.ts';
import { sgr } from './sgr.ts';

/**
 * The screen as terminal text for a freshly reset terminal of the same size: contents and scrollback of both
 * buffers, then everything that decides how the next bytes are drawn. Taken with no escape sequence half parsed, or
 * as of the last one's beginning, which has not touched the screen yet.
 */
export function serializeScreen(
  terminal: Terminal,
  serializer: SerializeAddon,
  modes: ModeTracker,
  title: string | null,
): string {
  const state = internalsOf(terminal);
  return [
    serializer.serialize({ excludeModes: true }),
    title === null ? '' : `\x1b]2;${title}\x1b\\`,
    scrollRegion(terminal, state),
    savedCursor(state),
    charsets(state),
    modes.originMode ? '\x1b[?6h' : '',
    cursor(terminal, state, modes.originMode),
    sgr(state.attributes),
    modes.serialize(),
  ].join('');
}

function scrollRegion(terminal: Terminal, { buffer }: Internals): string {
  const whole = buffer.scrollTop === 0 && buffer.scrollBottom === terminal.rows - 1;
  return whole ? '' : `\x1b[${buffer.scrollTop + 1};${buffer.scrollBottom + 1}r`;
}

function savedCursor({ buffer }: Internals): string {
  const row = Math.max(0, buffer.savedY - buffer.ybase);
  return `\x1b[${row + 1};${buffer.savedX + 1}H${sgr(buffer.savedCurAttrData)}\x1b7`;
}

/** Line-drawing sets; the others are of no use in UTF-8. A set is told by its translation of `q`. */
function charsets({ charsets }: Internals): string {
  const isDrawing = (index: number) => charsets.sets[index]?.q === '─';
  return `${isDrawing(0) ? '\x1b(0' : ''}${isDrawing(1) ? '\x1b)0' : ''}${charsets.active === 1 ? '\x0e' : ''}`;
}

/**
 * Puts the cursor in its place. Where the next character may join the last one printed (a combining accent), or the
 * cursor hangs past the last column about to wrap, only printing that last one again brings the state back.
 */
function cursor(terminal: Terminal, { buffer, joinState }: Internals, originMode: boolean): string {
  const top = originMode ? buffer.scrollTop : 0;
  const to = (x: number) => `\x1b[${buffer.y - top + 1};${x + 1}H`;
  const last =
    buffer.x > 0 && (joinState !== 0 || buffer.x >= terminal.cols)
      ? cellBefore(terminal, buffer.x)
      : undefined;
  if (!last) return to(Math.min(buffer.x, terminal.cols - 1));
  return `${to(last.x)}${sgr(last.cell)}${last.cell.getChars() || ' '}`;
}

function cellBefore(terminal: Terminal, x: number): { x: number; cell: IBufferCell } | undefined {
  const active = terminal.buffer.active;
  const line = active.getLine(active.baseY + active.cursorY);
  const cell = line?.getCell(x - 1);
  if (!line || !cell) return undefined;
  if (cell.getWidth() > 0) return { x: x - 1, cell };
  const wide = line.getCell(x - 2);
  return wide && { x: x - 2, cell: wide };
}
