import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { NODE_FLAGS } from '../../scripts/setup/node-flags.mjs';
import { countDeed } from './deeds.ts';
import { type Account, accountOf } from './proc.ts';

/** Programs start in a second; several at once on two cores take longer. */
const START_DEADLINE_MS = 60_000;

/** Longer than the programs promise to take. */
const STOP_DEADLINE_MS = 10_000;

const LOOK_EVERY_MS = 20;

export type ProgramOptions = {
  name: 'hub' | 'daemon';
  main: string;
  args: string[];
  env: Record<string, string>;
  /** A command that runs it, such as one that enters a namespace first. */
  within?: string[];
};

/** The hub or a daemon as a process of its own, started as the launcher starts it. */
export class Program {
  readonly name: ProgramOptions['name'];
  readonly #process: ChildProcess;
  readonly #ended: Promise<unknown>;
  readonly #messages: { type: string }[] = [];
  /** All that it printed. */
  output = '';
  /** Its exit code or signal once it has ended. */
  exit: number | NodeJS.Signals | undefined;
  /** How it ended when nobody had asked it to. */
  accident: string | undefined;
  #lastPeak = 0;
  #isAsked = false;

  constructor({ name, main, args, env, within = [] }: ProgramOptions) {
    this.name = name;
    const [file = '', ...rest] = [...within, process.execPath, ...NODE_FLAGS, main, ...args];
    this.#process = spawn(file, rest, { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    this.#ended = once(this.#process, 'exit').then(([code, signal]) => {
      this.exit = signal ?? code;
      if (!this.#isAsked) this.accident = `the ${name} ended by itself with ${this.exit}`;
    });
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

  get account(): Account {
    return accountOf(this.pid);
  }

  /** The most memory that it ever had, also when it has ended since. */
  get peakBytes(): number {
    this.#notePeak();
    return this.#lastPeak;
  }

  /** The first message of this type, which may have come already. Throws with the output when none comes. */
  async told<T extends { type: string }>(type: T['type']): Promise<T> {
    const deadline = delay(START_DEADLINE_MS, 'late' as const, { ref: false });
    const ended = this.#ended.then(() => 'ended' as const);
    for (;;) {
      const known = this.#messages.find((message) => message.type === type);
      if (known) return known as T;
      const outcome = await Promise.race([once(this.#process, 'message'), ended, deadline]);
      if (typeof outcome === 'string') throw this.#silent(`say "${type}"`);
    }
  }

  /** Settles when it has printed this. Throws with the output when it does not. */
  async says(text: string): Promise<void> {
    const deadline = performance.now() + START_DEADLINE_MS;
    while (!this.output.includes(text)) {
      if (performance.now() > deadline) throw this.#silent(`print "${text}"`);
      await delay(LOOK_EVERY_MS);
    }
  }

  /** Asks it to end as a supervisor would, and ends it by force when it does not. */
  async stop(): Promise<void> {
    this.#send('SIGTERM');
    this.#process.kill('SIGCONT'); // a stopped process would not hear it
    const deadline = delay(STOP_DEADLINE_MS, 'late' as const, { ref: false });
    if ((await Promise.race([this.#ended, deadline])) === 'late') await this.kill();
  }

  async kill(): Promise<void> {
    countDeed(`${this.name} killed`);
    this.#send('SIGKILL');
    await this.#ended;
  }

  /** Stops it in its tracks, as a machine that sleeps does; its connections stay open. */
  suspend(): void {
    countDeed(`${this.name} suspended`);
    this.#process.kill('SIGSTOP');
  }

  resume(): void {
    this.#process.kill('SIGCONT');
  }

  #silent(what: string): Error {
    const state =
      this.exit === undefined ? `after ${this.account.cpuSeconds} s of CPU` : `and ended: ${this.exit}`;
    return new Error(`the ${this.name} did not ${what}, ${state}:\n${this.output}`);
  }

  #send(signal: NodeJS.Signals): void {
    this.#notePeak();
    this.#isAsked = true;
    this.#process.kill(signal);
  }

  #notePeak(): void {
    if (this.exit === undefined) this.#lastPeak = this.account.peakBytes;
  }
}
