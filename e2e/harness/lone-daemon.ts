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
  /** A command that runs it, such as one that sets a limit first. */
  within?: string[];
};

/** A daemon without a hub of its own, in folders that go with it. */
export class LoneDaemon implements AsyncDisposable {
  readonly token = randomBytes(32).toString('hex');
  readonly folder = realpathSync(mkdtempSync(join(tmpdir(), 'drover-e2e-')));
  program: Program;
  readonly #options: LoneDaemonOptions;

  constructor(options: LoneDaemonOptions) {
    this.#options = options;
    mkdirSync(this.projectsRoot);
    writeFileSync(this.#tokenFile, this.token, { mode: 0o600 });
    if (options.policy) this.writePolicy(options.policy);
    this.program = this.#start();
  }

  writePolicy(policy: string): void {
    writeFileSync(this.#policyFile, policy, { mode: 0o600 });
  }

  /** Kills it, and starts another on the same folders. */
  async replace(): Promise<void> {
    await this.program.kill();
    this.program = this.#start();
  }

  #start(): Program {
    const { hubUrl, flags = [], env = {}, policy, within = [] } = this.#options;
    const roots = policy ? ['--policy', this.#policyFile] : ['--projects-root', this.projectsRoot];
    const place = ['--token-file', this.#tokenFile, '--state-dir', this.stateDir, ...roots];
    return new Program({
      name: 'daemon',
      main: DAEMON_MAIN,
      args: ['--hub-url', hubUrl, ...place, ...flags],
      env: { PATH: process.env.PATH ?? '', HOME: this.folder, ...env },
      within,
    });
  }

  get #tokenFile(): string {
    return join(this.folder, 'token');
  }

  get #policyFile(): string {
    return join(this.folder, 'policy.yaml');
  }

  get stateDir(): string {
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
    await promisify(execFile)(process.execPath, [DAEMON_MAIN, '--end-all', '--state-dir', this.stateDir]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
