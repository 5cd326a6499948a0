import headless from '@xterm/headless';
import { PROMPT } from '../programs/commands.ts';
import { TERMINAL_SIZE } from '../stage.ts';
import type { LineEvents } from './page.ts';

/** Where a viewer sees the shell's prompt. */
export type PromptScreen = {
  events: LineEvents;
  /** Settles when a prompt comes that was not there yet. */
  nextPrompt: () => Promise<void>;
};

/** Enough for a prompt and what a snapshot ends with. */
const TAIL_BYTES = 512;

/** Reads, and keeps the last bytes only. */
export class ReadScreen implements PromptScreen {
  #tail = '';
  #prompt = Promise.withResolvers<void>();

  get events(): LineEvents {
    const take = (bytes: Uint8Array, _offset: number, parsed: () => void) => {
      this.#tail = (this.#tail + Buffer.from(bytes.subarray(-TAIL_BYTES)).toString('latin1')).slice(
        -TAIL_BYTES,
      );
      if (this.#tail.includes(PROMPT)) this.#prompt.resolve();
      parsed();
    };
    return { output: take, snapshot: take, reset: () => {} };
  }

  nextPrompt(): Promise<void> {
    this.#tail = '';
    this.#prompt = Promise.withResolvers();
    return this.#prompt.promise;
  }
}

/** Draws into a terminal without a window, at its pace. */
export class DrawnScreen implements PromptScreen {
  readonly #terminal = new headless.Terminal({ ...TERMINAL_SIZE, allowProposedApi: true, logLevel: 'off' });
  #prompt = Promise.withResolvers<void>();

  get events(): LineEvents {
    const draw = (bytes: Uint8Array, _offset: number, parsed: () => void) =>
      this.#terminal.write(bytes, () => {
        if (this.#cursorLine === PROMPT) this.#prompt.resolve();
        parsed();
      });
    return { output: draw, snapshot: draw, reset: () => this.#terminal.reset() };
  }

  nextPrompt(): Promise<void> {
    this.#prompt = Promise.withResolvers();
    return this.#prompt.promise;
  }

  get #cursorLine(): string | undefined {
    const { active } = this.#terminal.buffer;
    return active
      .getLine(active.baseY + active.cursorY)
      ?.translateToString()
      .trimEnd();
  }
}
