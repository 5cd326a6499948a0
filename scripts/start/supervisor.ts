import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { NODE_FLAGS } from '../setup/node-flags.mjs';
import { Backoff, type BackoffTimes } from './backoff.ts';
import { EXIT } from './launch-error.ts';
import { logTail, openLog } from './log-file.ts';

/** Ends after which trying again cannot help: the program itself has refused to start. */
const FINAL = new Set<number>(Object.values(EXIT));

export interface Program {
  name: string;
  /** Script and arguments for Node. */
  argv: string[];
  env: NodeJS.ProcessEnv;
  logFile: string;
  backoff?: BackoffTimes;
}

export interface SupervisorEvents<Message> {
  message(message: Message): void;
  /** It died and will be started again; `line` says so in words. */
  restarting(line: string): void;
  /** It refuses its configuration: starting it again cannot help. */
  refused(exitCode: number, text: string): void;
}

/** Keeps one program running until told to stop. */
export class Supervisor<Message> {
  readonly #program: Program;
  readonly #events: SupervisorEvents<Message>;
  readonly #backoff: Backoff;
  readonly #stopping = new AbortController();
  #child: ChildProcess | undefined;
  /** Where the lines of its last start begin; null before the first. */
  #logStart: number | null = null;

  constructor(program: Program, events: SupervisorEvents<Message>) {
    this.#program = program;
    this.#events = events;
    this.#backoff = new Backoff(program.backoff);
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  start(): void {
    if (this.#stopping.signal.aborted) return;
    const { argv, env, logFile } = this.#program;
    const startedAt = performance.now();
    const { fd, start } = openLog(logFile);
    const child = spawn(process.execPath, [...NODE_FLAGS, ...argv], {
      // A process group of its own: Ctrl-C in the terminal reaches the launcher alone.
      detached: true,
      stdio: ['ignore', fd, fd, 'ipc'],
      env,
    });
    closeSync(fd);
    this.#logStart = start;
    this.#child = child;
    child.on('message', (message) => this.#events.message(message as Message));
    child.on('error', (error) => this.#ended(error.message, null, startedAt, start));
    child.on('exit', (code, signal) => this.#ended(signal ?? `exit code ${code}`, code, startedAt, start));
  }

  /** The last that it has logged since its last start. */
  logTail(): string {
    return this.#logStart === null ? '' : logTail(this.#program.logFile, this.#logStart);
  }

  /** Asks it to end, and kills it when it has not done so in time. */
  async stop(graceMs: number): Promise<void> {
    this.#stopping.abort();
    const child = this.#child;
    if (!child) return;
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
    await exited;
    clearTimeout(timer);
  }

  kill(): void {
    this.#child?.kill('SIGKILL');
  }

  #ended(how: string, code: number | null, startedAt: number, logStart: number): void {
    this.#child = undefined;
    if (this.#stopping.signal.aborted) return;
    const { name, logFile } = this.#program;
    if (code !== null && FINAL.has(code)) {
      this.#events.refused(code, `The ${name} refuses to start (${how}):\n${logTail(logFile, logStart)}`);
      return;
    }
    const waitMs = this.#backoff.next(performance.now() - startedAt);
    this.#events.restarting(
      `The ${name} ended (${how}); starting it again in ${waitMs / 1000} s. Log: ${logFile}`,
    );
    this.#restartAfter(waitMs);
  }

  async #restartAfter(waitMs: number): Promise<void> {
    await delay(waitMs, undefined, { signal: this.#stopping.signal }).catch(() => {});
    this.start();
  }
}
