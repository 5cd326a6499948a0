import { type ISearchOptions, SearchAddon } from '@xterm/addon-search';
import type { Terminal } from '@xterm/xterm';
import type { Theme } from '../../design/theme.ts';
import { SEARCH_MARKS } from './theme.ts';

/** `index` counts from 0 and is -1 while no match is the current one. */
export type Matches = { index: number; count: number };

export type Search = { text: string; caseSensitive: boolean; regex: boolean };

/** More are found, but not marked. */
const MAX_MARKS = 2_000;

/** Finds text in a terminal's screen and scrollback, and marks what it finds. */
export class Finder {
  readonly #addon = new SearchAddon({ highlightLimit: MAX_MARKS });
  readonly #terminal: Terminal;
  #theme: Theme;

  constructor(terminal: Terminal, theme: Theme, onMatches: (matches: Matches) => void) {
    this.#terminal = terminal;
    this.#theme = theme;
    terminal.loadAddon(this.#addon);
    this.#addon.onDidChangeResults(({ resultIndex, resultCount }) =>
      onMatches({ index: resultIndex, count: resultCount }),
    );
  }

  setTheme(theme: Theme): void {
    this.#theme = theme;
  }

  /** Returns false when the expression is no regular expression, which is usual while it is being typed. */
  find(search: Search, direction: 'next' | 'previous' | 'typing'): boolean {
    if (search.regex && !isRegex(search.text)) return false;
    const options = { ...this.#options(search), incremental: direction === 'typing' };
    if (direction === 'previous') this.#addon.findPrevious(search.text, options);
    else this.#addon.findNext(search.text, options);
    return true;
  }

  end(): void {
    this.#addon.clearDecorations();
    this.#terminal.clearSelection();
  }

  #options({ caseSensitive, regex }: Search): ISearchOptions {
    const { match, active } = SEARCH_MARKS[this.#theme];
    return {
      caseSensitive,
      regex,
      decorations: {
        matchBackground: match,
        activeMatchBackground: active,
        matchOverviewRuler: active,
        activeMatchColorOverviewRuler: active,
      },
    };
  }
}

function isRegex(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}
