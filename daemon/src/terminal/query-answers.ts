import type { Terminal } from '@xterm/headless';

/** Colours of the dashboard's dark terminal theme, told to programs that ask what they are drawn on. */
const COLORS: Record<number, string> = {
  10: 'rgb:d6d6/dada/e0e0', // text
  11: 'rgb:1111/1414/1818', // background
  12: 'rgb:d6d6/dada/e0e0', // cursor
};

/**
 * Answers the queries that headless xterm leaves open: OSC 10, 11, 12 (`CSI 18 t` it answers when allowed to, by the
 * option `windowOptions.getWinSizeChars`). The kitty keyboard query `CSI ? u` stays unanswered: no viewer of ours
 * speaks that protocol, and silence before the answer to DA1 is how a terminal says so.
 */
export function answerColorQueries(terminal: Terminal, reply: (text: string) => void): void {
  for (const [code, color] of Object.entries(COLORS)) {
    terminal.parser.registerOscHandler(Number(code), (data) => {
      if (data !== '?') return false;
      reply(`\x1b]${code};${color}\x1b\\`);
      return true;
    });
  }
}
