import type { Theme } from './theme.ts';

/** The colours of terminals and of their pictures; `ansi` are the palette's first 16. */
export type TerminalPalette = {
  background: string;
  foreground: string;
  cursor: string;
  selection: string;
  ansi: readonly string[];
};

/** `background` is `--screen` of `theme.css`. Every colour but the blacks and whites is readable on it. */
export const TERMINAL_PALETTES: Record<Theme, TerminalPalette> = {
  dark: {
    background: '#0b0d11',
    foreground: '#d8dde6',
    cursor: '#84b0ff',
    selection: '#2b4a7d',
    ansi: [
      '#1f242e',
      '#f0716f',
      '#5fc98a',
      '#e0b25c',
      '#6ea3ff',
      '#c58af0',
      '#4fc3cf',
      '#c5ccd8',
      '#667085',
      '#ff918e',
      '#82e0a6',
      '#f3cc80',
      '#95bcff',
      '#dba9ff',
      '#7adfe9',
      '#f2f5fa',
    ],
  },
  light: {
    background: '#fafbfc',
    foreground: '#1f2530',
    cursor: '#1d5fd6',
    selection: '#bcd3fb',
    ansi: [
      '#1f2530',
      '#c0302d',
      '#1c7c45',
      '#8f6200',
      '#1c58c8',
      '#8a37b8',
      '#0f7580',
      '#6b7280',
      '#535b69',
      '#d63d3a',
      '#218f50',
      '#a37000',
      '#2f6fe4',
      '#a04fd0',
      '#15868f',
      '#a3aab6',
    ],
  },
};
