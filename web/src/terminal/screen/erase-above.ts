import type { IDisposable, Terminal } from '@xterm/xterm';

/**
 * Keeps xterm.js from throwing, and drawing nothing ever after, when a program erases all above (`CSI 1 J`) with the
 * cursor in the last cell of a screen that nothing has scrolled out of: it reaches for the line below the last
 * (InputHandler.eraseInDisplay of 6.0.0). To erase all is the same there. The daemon's screens do likewise.
 */
export function guardEraseAbove(
  terminal: Pick<Terminal, 'buffer' | 'cols' | 'parser' | 'rows'>,
): IDisposable[] {
  return ['', '?'].map((prefix) =>
    terminal.parser.registerCsiHandler({ ...(prefix && { prefix }), final: 'J' }, ([which]) => {
      if (which !== 1 || !isInLastCell(terminal)) return false;
      eraseScreen(terminal, prefix === '?');
      return true;
    }),
  );
}

function isInLastCell({
  buffer: { active },
  cols,
  rows,
}: Pick<Terminal, 'buffer' | 'cols' | 'rows'>): boolean {
  return active.baseY === 0 && active.cursorY === rows - 1 && active.cursorX >= cols - 1;
}

/** What `CSI 2 J` does, or `CSI ? 2 J`, which spares protected cells. */
function eraseScreen(terminal: object, sparesProtected: boolean): void {
  Reflect.get(terminal, '_core')._inputHandler.eraseInDisplay({ length: 1, params: [2] }, sparesProtected);
}
