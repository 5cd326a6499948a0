import type { Terminal } from '@xterm/headless';

/**
 * What programs tell about themselves in their output: OSC 7 the working directory as a `file:` URL, OSC 133 where
 * prompts and commands begin and end.
 */
export type Mark = { osc: 7 | 133; data: string };

/** A command line may be long; more than this is none. */
const MAX_DATA = 8_192;

const CODES = [7, 133] as const;

/** Nothing of it is drawn: xterm passes over these sequences itself. */
export function listenForMarks(terminal: Terminal, tell: (mark: Mark) => void): void {
  for (const osc of CODES) {
    terminal.parser.registerOscHandler(osc, (data) => {
      if (data.length <= MAX_DATA) tell({ osc, data });
      return false;
    });
  }
}
