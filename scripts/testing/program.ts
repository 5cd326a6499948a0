import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { processIdentity } from '../start/process-identity.ts';

/** Programs start in a second; beside browsers on two cores it may take much longer. */
const WAIT_MS = 60_000;

export function fixture(name: string): string {
  return path.join(import.meta.dirname, 'fixtures', `${name}.ts`);
}

/** A Node program under test, and everything it has printed. */
export class Running {
  readonly child: ChildProcess;
  output = '';
  readonly #exit: Promise<unknown[]>;

  constructor(argv: string[], env: NodeJS.ProcessEnv = process.env) {
    this.child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'pipe'], env });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (chunk) => {
        this.output += chunk;
      });
    }
    this.#exit = once(this.child, 'close');
    onTestFinished(() => void this.child.kill('SIGKILL'));
  }

  get pid(): number {
    return this.child.pid ?? Number.NaN;
  }

  async exitCode(): Promise<number | null> {
    const [code] = (await this.#exit) as [number | null];
    return code;
  }

  async prints(text: string): Promise<void> {
    await vi.waitUntil(() => this.output.includes(text), { timeout: WAIT_MS });
  }
}

export async function isGone(pid: number): Promise<void> {
  await vi.waitUntil(() => processIdentity(pid) === undefined, { timeout: WAIT_MS });
}
