import type { PictureColor } from '@drover/protocol';
import type { TerminalPalette } from '../design/terminal-palette.ts';

/** Levels of the 6x6x6 cube in xterm's 256 colours. */
const LEVELS = [0, 95, 135, 175, 215, 255];

/** CSS colour of a picture's colour; `own` stands for the terminal's own. */
export function cssColor(color: PictureColor, palette: TerminalPalette, own: string): string {
  if (color === null) return own;
  if (typeof color === 'string') return color;
  return palette.ansi[color] ?? extendedColor(color);
}

/** Colours 16 to 255, which are the same everywhere. */
function extendedColor(index: number): string {
  if (index >= 232) {
    const gray = 8 + (index - 232) * 10;
    return `rgb(${gray} ${gray} ${gray})`;
  }
  const cube = index - 16;
  const level = (step: number) => LEVELS[step % 6] ?? 0;
  return `rgb(${level(Math.floor(cube / 36))} ${level(Math.floor(cube / 6))} ${level(cube)})`;
}
