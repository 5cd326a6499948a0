import unicode11Addon from '@xterm/addon-unicode11';
import headless from '@xterm/headless';
import { guardEraseAbove } from '../terminal/erase-above.ts';
import { attributesOf, internalsOf } from '../terminal/internals.ts';
import { sgr } from '../terminal/sgr.ts';

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

/** All that one can see of a terminal, and all that decides what the next bytes will do. */
export function terminalState(terminal: headless.Terminal) {
  const { attributes, active: screen, charsets } = internalsOf(terminal);
  const { active } = terminal.buffer;
  return {
    kind: active.type,
    lines: Array.from({ length: active.length }, (_, y) => lineState(active.getLine(y))),
    cursor: [active.cursorX, active.cursorY],
    attributes: sgr(attributes),
    scrollRegion: [screen.scrollTop, screen.scrollBottom],
    charset: [charsets.active, ...[0, 1].map((index) => charsets.sets[index]?.q ?? 'q')],
    modes: { ...terminal.modes },
  };
}

/** Text with its style. A cell never written and a blank look the same, and are taken as the same. */
function lineState(line: headless.IBufferLine | undefined): string {
  if (!line) return '';
  let text = '';
  let style = '';
  for (let x = 0; x < line.length; x++) {
    const cell = line.getCell(x);
    if (!cell || cell.getWidth() === 0) continue;
    const isBlank = cell.getChars() === '' || cell.getChars() === ' ';
    const cellStyle = isBlank
      ? `bg${cell.isBgRGB()}:${cell.getBgColor()}:${cell.isInverse()}`
      : sgr(attributesOf(cell));
    text += `${cellStyle === style ? '' : `<${cellStyle}>`}${cell.getChars() || ' '}`;
    style = cellStyle;
  }
  return text.replaceAll('\x1b', '').trimEnd();
}
