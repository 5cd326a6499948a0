import type { ITheme } from '@xterm/xterm';
import { TERMINAL_PALETTES } from '../../design/terminal-palette.ts';
import type { Theme } from '../../design/theme.ts';

const ANSI_NAMES = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;

/** The palette in the form of xterm.js. */
export function xtermTheme(theme: Theme): ITheme {
  const { background, foreground, cursor, selection, ansi } = TERMINAL_PALETTES[theme];
  const colours: ITheme = {
    background,
    foreground,
    cursor,
    cursorAccent: background,
    selectionBackground: selection,
    overviewRulerBorder: background,
    scrollbarSliderBackground: `${foreground}33`,
    scrollbarSliderHoverBackground: `${foreground}55`,
    scrollbarSliderActiveBackground: `${foreground}77`,
  };
  ANSI_NAMES.forEach((name, index) => {
    const bright =
      `bright${name.charAt(0).toUpperCase()}${name.slice(1)}` as `bright${Capitalize<typeof name>}`;
    colours[name] = ansi[index] ?? foreground;
    colours[bright] = ansi[index + ANSI_NAMES.length] ?? foreground;
  });
  return colours;
}

/** Marks of the find bar; solid `#rrggbb` is all that the search add-on takes. */
export const SEARCH_MARKS: Record<Theme, { match: string; active: string }> = {
  dark: { match: '#4d3f16', active: '#8a6d12' },
  light: { match: '#fbe7a8', active: '#f5c542' },
};
