import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

/** Programs start in a second; several at once on two cores take longer. */
const START_DEADLINE_MS = 30_000;

/** Longer than the programs promise to take. */
const STOP_DEADLINE_MS = 10_000;

export type ProgramOptions = { name: string; main: string; args: string[]; env: Record<string, string> };

/** The hub or a daemon as a process of its own, started as the launcher starts it. */
export class Program {
  readonly #name: string;
  readonly #process: ChildProcess;
  readonly #ended: Promise<unknown>;
  readonly #messages: { type: string }[] = [];
  /** All that it printed. */
  output = '';

  constructor({ name, main, args, env }: ProgramOptions) {
    this.#name = name;
    this.#process = spawn(process.execPath, [main, ...args], {
      env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    this.#ended = once(this.#process, 'exit');
    for (const stream of [this.#process.stdout, this.#process.stderr]) {
      stream?.on('data', (chunk) => {
        this.output += chunk;
      });
    }
    this.#process.on('message', (message) => this.#messages.push(message as { type: string }));
  }

  get pid(): number {
    return this.#process.pid ?? Number.NaN;
  }

  /** The first message of this type, which may have come already. Throws with the output when none comes. */
  async told<T extends { type: string }>(type: T['type']): Promise<T> {
    const deadline = delay(START_DEADLINE_MS, 'late' as const, { ref: false });
    const ended = this.#ended.then(() => 'ended' as const);
    for (;;) {
      const known = this.#messages.find((message) => message.type === type);
      if (known) return known as T;
      const outcome = await Promise.race([once(this.#process, 'message'), ended, deadline]);
      if (typeof outcome === 'string')
        throw new Error(`${this.#name} did not say "${type}":\n${this.output}`);
    }
  }

  /** Asks it to end as a supervisor would, and ends it by force when it does not. */
  async stop(): Promise<void> {
    this.#process.kill('SIGTERM');
    const deadline = delay(STOP_DEADLINE_MS, 'late' as const, { ref: false });
    if ((await Promise.race([this.#ended, deadline])) === 'late') await this.kill();
  }

  async kill(): Promise<void> {
    this.#process.kill('SIGKILL');
    await this.#ended;
  }
}
