import type { Terminal } from '@xterm/headless';
import { eraseScreen } from './internals.ts';

/**
 * Keeps xterm.js from throwing, and parsing nothing ever after, when a program erases all above (`CSI 1 J`) with the
 * cursor in the last cell of a screen that nothing has scrolled out of: it reaches for the line below the last
 * (InputHandler.eraseInDisplay of 6.0.0). To erase all is the same there.
 */
export function guardEraseAbove(terminal: Terminal): void {
  for (const prefix of ['', '?']) {
    terminal.parser.registerCsiHandler({ ...(prefix && { prefix }), final: 'J' }, ([which]) => {
      if (which !== 1 || !isInLastCell(terminal)) return false;
      eraseScreen(terminal, prefix === '?');
      return true;
    });
  }
}

function isInLastCell({ buffer: { active }, cols, rows }: Terminal): boolean {
  return active.baseY === 0 && active.cursorY === rows - 1 && active.cursorX >= cols - 1;
}
