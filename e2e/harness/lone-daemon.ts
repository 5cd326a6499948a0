import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Program } from './program.ts';

const DAEMON_MAIN = join(import.meta.dirname, '../../daemon/src/main.ts');

export type LoneDaemonOptions = {
  hubUrl: string;
  flags?: string[];
  env?: Record<string, string>;
  /** The text of its policy file, if it has one; `~` is its folder. */
  policy?: string;
};

/** A daemon without a hub of its own, in folders that go with it. */
export class LoneDaemon implements AsyncDisposable {
  readonly token = randomBytes(32).toString('hex');
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'drover-e2e-')));
  readonly program: Program;

  constructor({ hubUrl, flags = [], env = {}, policy }: LoneDaemonOptions) {
    const file = (name: string, text: string) => {
      writeFileSync(join(this.folder, name), text, { mode: 0o600 });
      return join(this.folder, name);
    };
    mkdirSync(this.projectsRoot);
    this.program = new Program({
      name: 'daemon',
      main: DAEMON_MAIN,
      args: [
        ...['--hub-url', hubUrl, '--token-file', file('token', this.token)],
        ...['--state-dir', this.#stateDir],
        ...(policy ? ['--policy', file('policy.yaml', policy)] : ['--projects-root', this.projectsRoot]),
        ...flags,
      ],
      env: { PATH: process.env.PATH ?? '', HOME: this.folder, ...env },
    });
  }

  get #stateDir(): string {
    return join(this.folder, 'state');
  }

  get projectsRoot(): string {
    return join(this.folder, 'projects');
  }

  /** What it said of its connection, by code, in order. */
  get troubles(): { code: string; msg: string }[] {
    return this.program.output
      .split('\n')
      .filter((line) => line.includes('no connection to the hub'))
      .map((line) => JSON.parse(line));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.program.stop();
    await promisify(execFile)(process.execPath, [DAEMON_MAIN, '--end-all', '--state-dir', this.#stateDir]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
