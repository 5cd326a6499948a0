import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Host, RegisteredHost, Session } from '@drover/protocol';
import { DAEMON_MAIN } from './drover.ts';
import type { Person } from './person.ts';
import { Program } from './program.ts';

export type MachineOptions = {
  /** Where it finds the hub, when that is not the hub's own address. */
  hubUrl?: string;
  /** The beginning of a command line that runs the rest somewhere special. */
  within?: string[];
  /** Of the daemon, when it is not ours. */
  main?: string;
  daemonFlags?: string[];
};

type StartOptions = { main?: string; stateDir?: string; refused?: string };

/** One more machine of a fleet: a host registered over REST, with a daemon and folders of its own. */
export class Machine implements AsyncDisposable {
  readonly hostId: string;
  /** Paths of which one stands in the command line or the environment of each of its processes. */
  readonly ownPaths: string[];
  readonly stateDir: string;
  readonly projectDir: string;
  /** All daemons there have been, the one that runs now last. */
  readonly daemons: Program[] = [];
  readonly #person: Person;
  readonly #folder: string;
  readonly #options: MachineOptions;
  #hasStopped = false;

  private constructor(person: Person, hostId: string, folder: string, options: MachineOptions) {
    this.hostId = hostId;
    this.stateDir = join(folder, 'daemon');
    this.projectDir = join(folder, 'projects', 'project');
    this.#person = person;
    this.#folder = folder;
    this.ownPaths = [folder];
    this.#options = options;
    mkdirSync(this.projectDir, { recursive: true });
  }

  /** Registers it and writes its token down. */
  static async register(person: Person, name: string, options: MachineOptions = {}): Promise<Machine> {
    const { host, host_token } = await person.ask<RegisteredHost>('POST', '/hosts', { name });
    return Machine.withToken(person, host.hostId, host_token ?? '', options);
  }

  /** For a host that was registered elsewhere, as in the dashboard. */
  static async withToken(
    person: Person,
    hostId: string,
    token: string,
    options: MachineOptions = {},
  ): Promise<Machine> {
    const folder = await realpath(await mkdtemp(join(tmpdir(), 'drover-e2e-machine-')));
    const machine = new Machine(person, hostId, folder, options);
    machine.useToken(token);
    return machine;
  }

  /** Registered, and online. */
  static async join(person: Person, name: string, options?: MachineOptions): Promise<Machine> {
    const machine = await Machine.register(person, name, options);
    await machine.start();
    return machine;
  }

  get daemon(): Program {
    const daemon = this.daemons.at(-1);
    if (!daemon) throw new Error('this machine has no daemon yet');
    return daemon;
  }

  get tokenFile(): string {
    return join(this.#folder, 'token');
  }

  useToken(token: string): void {
    writeFileSync(this.tokenFile, token, { mode: 0o600 });
  }

  /** Starts its daemon, or another one. Settles when it is connected, or has told why not (`refused`). */
  async start({ refused, ...change }: StartOptions = {}): Promise<Program> {
    const daemon = this.#run(change);
    await (refused ? daemon.says(refused) : daemon.told('connected'));
    return daemon;
  }

  #run({ main = this.#options.main ?? DAEMON_MAIN, stateDir = this.stateDir }: StartOptions): Program {
    const { hubUrl = this.#person.url, within = [], daemonFlags = [] } = this.#options;
    const flags = {
      '--state-dir': stateDir,
      '--hub-url': hubUrl,
      '--token-file': this.tokenFile,
      '--projects-root': join(this.#folder, 'projects'),
    };
    const env = { PATH: process.env.PATH ?? '', LANG: 'C.UTF-8', HOME: this.#folder };
    const args = [...Object.entries(flags).flat(), ...daemonFlags];
    const daemon = new Program({ name: 'daemon', main, args, env, within });
    this.daemons.push(daemon);
    return daemon;
  }

  host = () => this.#person.ask<Host>('GET', `/hosts/${this.hostId}`);

  bash(): Promise<Session> {
    const { hostId, projectDir } = this;
    const wish = { commandId: randomUUID(), hostId, profile: 'bash', projectDir };
    return this.#person.ask('POST', '/sessions', wish);
  }

  /** Ends all sessions and daemons, and leaves the folders. */
  async stop(): Promise<void> {
    if (this.#hasStopped) return;
    this.#hasStopped = true;
    await Promise.all(this.daemons.map((daemon) => daemon.stop()));
    const endAll = [DAEMON_MAIN, '--end-all', '--state-dir', this.stateDir];
    await promisify(execFile)(process.execPath, endAll);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
