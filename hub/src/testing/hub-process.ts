import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';

const MAIN = path.join(import.meta.dirname, '../main.ts');

export type Ready = { type: 'ready'; url: string; setupUrl: string | null };

/** The hub as a program of its own, started as the launcher starts it. */
export class HubProcess implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #exit: Promise<number | null>;
  readonly #stderr: Promise<string>;

  constructor(args: string[], env: NodeJS.ProcessEnv = {}) {
    this.#child = fork(MAIN, ['--port', '0', ...args], { silent: true, env: { ...process.env, ...env } });
    this.#exit = once(this.#child, 'exit').then(([code]) => code);
    if (!this.#child.stderr) throw new Error('the child has no stderr');
    this.#stderr = text(this.#child.stderr);
    this.#child.stdout?.resume();
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  async ready(): Promise<Ready> {
    const [message] = await Promise.race([once(this.#child, 'message'), this.#tooEarly()]);
    return message as Ready;
  }

  kill(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  closeChannel(): void {
    this.#child.disconnect();
  }

  /** Resolves when it has ended. */
  async ended(): Promise<{ code: number | null; stderr: string }> {
    return { code: await this.#exit, stderr: await this.#stderr };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#child.exitCode === null) this.#child.kill('SIGKILL');
    await this.#exit;
  }

  async #tooEarly(): Promise<never> {
    const { code, stderr } = await this.ended();
    throw new Error(`the hub ended with ${code} before it was ready: ${stderr}`);
  }
}
