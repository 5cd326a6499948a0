import { execFile, execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { countDeed } from '../harness/deeds.ts';

const SCRIPT = join(import.meta.dirname, '../../scripts/containers/netns-lab.sh');

/** Ends a test with the reason why this machine cannot run it. */
type Skip = (reason: string) => never;

/** Several machines on one: a network namespace for the hub and one for each host, joined by a switch. */
export class Lab implements AsyncDisposable {
  readonly #env: Record<string, string>;

  private constructor(env: Record<string, string>) {
    this.#env = env;
  }

  /** A lab with hosts `h1` and so on, of which there may be several at a time. This machine can reach all of it. */
  static async up(hosts: number, skip: Skip): Promise<Lab> {
    const missing = whatIsMissing();
    if (missing) {
      console.warn(`Skipped: ${missing}.`);
      return skip(missing);
    }
    // 198.18.0.0/15 is for tests of networks (RFC 2544).
    const number = process.pid % 250;
    const lab = new Lab({ LAB: `dr${number}`, NET: `198.18.${number}`, HOST_LEG: '1' });
    await lab.#run('up', String(hosts));
    return lab;
  }

  get hubAddress(): string {
    return `${this.#env.NET}.1`;
  }

  /** A command that runs another one on that machine. */
  within(machine: string): string[] {
    const env = Object.entries(this.#env).map(([name, value]) => `${name}=${value}`);
    return ['env', ...env, SCRIPT, 'exec', machine];
  }

  /** Pulls the cable: both ends notice at once. */
  async cut(machine: string): Promise<void> {
    countDeed('cable pulled');
    await this.#run('cut', machine);
  }

  /** The cable looks good, and nothing comes through. */
  async silence(machine: string): Promise<void> {
    countDeed('link gone silent');
    await this.#run('cut', machine, 'silent');
  }

  heal = (machine: string): Promise<void> => this.#run('heal', machine);

  /** What goes each way takes so much longer, give or take `jitterMs`, and is lost in so many of a hundred frames. */
  async delay(machine: string, ms: number, jitterMs = 0, lostPercent = 0): Promise<void> {
    countDeed('link delayed');
    await this.#run('delay', machine, String(ms), String(jitterMs), String(lostPercent));
  }

  /** Such as `2mbit`, each way. */
  async rate(machine: string, rate: string): Promise<void> {
    countDeed('link throttled');
    await this.#run('rate', machine, rate);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#run('down');
  }

  async #run(...args: string[]): Promise<void> {
    await promisify(execFile)(SCRIPT, args, { env: { ...process.env, ...this.#env } });
  }
}

/** Why there can be no lab here, in words; null when there can. */
function whatIsMissing(): string | null {
  if (process.getuid?.() !== 0) return 'network namespaces need root';
  try {
    for (const program of ['ip', 'tc', 'bridge', 'unshare', 'python3']) execFileSync('which', [program]);
    accessSync('/dev/net/tun', constants.R_OK | constants.W_OK);
    execFileSync('unshare', ['--net', 'true']);
    return null;
  } catch {
    return 'network namespaces need ip, tc and bridge of iproute2, unshare, python3 and /dev/net/tun';
  }
}
