import { setTimeout as delay } from 'node:timers/promises';
import type { LaunchPlan } from '@drover/daemon/src/profiles/index.ts';
import headless from '@xterm/headless';
import { type IPty, spawn } from 'node-pty';

/** How long a CLI may take to hear an Enter. */
const PRESS_AGAIN_MS = 5_000;

/** Long enough for a CLI that starts beside others on two cores. */
const PATIENCE_MS = 60_000;

const SIZE = { cols: 120, rows: 40 };

/** A program in a terminal that nobody looks at: what it shows can be read, and keys can be pressed. */
export class TerminalProgram implements AsyncDisposable {
  readonly #terminal = new headless.Terminal({ ...SIZE, allowProposedApi: true });
  readonly #pty: IPty;
  readonly #replies: { dispose(): void };
  readonly #exited: Promise<void>;
  #changed = Promise.withResolvers<void>();

  constructor({ argv: [binary, ...args], env, cwd }: LaunchPlan) {
    this.#pty = spawn(binary, args, { ...SIZE, name: 'xterm-256color', env, cwd });
    this.#pty.onData((output) => this.#terminal.write(output, () => this.#announceChange()));
    this.#replies = this.#terminal.onData((reply) => this.#pty.write(reply));
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#exited = promise;
    this.#pty.onExit(() => {
      resolve();
      this.#announceChange();
    });
  }

  /** The rows of the screen as text, without the spaces at their ends. */
  get screen(): string {
    const { active } = this.#terminal.buffer;
    const rows = Array.from({ length: SIZE.rows }, (_, row) => active.getLine(active.viewportY + row));
    return rows.map((row) => row?.translateToString(true) ?? '').join('\n');
  }

  type(keys: string): void {
    this.#pty.write(keys);
  }

  /**
   * Types a line and presses Enter once it is on the screen; sooner, a CLI may take it for a paste. Presses again while
   * the answer is not there: one that has just come up may overhear the first.
   */
  async ask(line: string, answer: string): Promise<void> {
    this.type(line);
    await this.shows(line);
    this.type('\r');
    const again = setInterval(() => this.type('\r'), PRESS_AGAIN_MS);
    await this.shows(answer).finally(() => clearInterval(again));
  }

  /** Waits until the screen shows all of `texts`. Throws with the screen as it is when that takes too long. */
  async shows(...texts: (string | RegExp)[]): Promise<void> {
    const deadline = delay(PATIENCE_MS, 'late' as const, { ref: false });
    while (!texts.every((text) => contains(this.screen, text))) {
      const outcome = await Promise.race([this.#changed.promise, deadline]);
      if (outcome === 'late')
        throw new Error(`expected ${texts.join(' and ')} on the screen:\n${this.screen}`);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#replies.dispose();
    this.#pty.kill('SIGKILL');
    await this.#exited;
    this.#terminal.dispose();
  }

  #announceChange(): void {
    this.#changed.resolve();
    this.#changed = Promise.withResolvers<void>();
  }
}

const contains = (screen: string, text: string | RegExp): boolean =>
  typeof text === 'string' ? screen.includes(text) : text.test(screen);
