import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Host, Session, SpawnBody } from '@drover/protocol';
import { type Drover, startDrover } from '../../../e2e/harness/drover.ts';
import { Person } from '../../../e2e/harness/person.ts';
import { type Cpu, cpuSeconds, threadCpuSeconds } from '../machine/cpu.ts';
import { type Program, type Stage, TERMINAL_SIZE } from '../stage.ts';
import { CommandProfile } from './command-profile.ts';

/** A whole Drover with somebody logged in, which runs command lines. */
export class BenchDrover implements Stage, AsyncDisposable {
  static readonly #open = new Set<BenchDrover>();

  readonly drover: Drover;
  readonly person: Person;
  readonly #hostId: string;
  readonly #profile: CommandProfile;
  readonly #running = new Set<string>();

  private constructor(drover: Drover, person: Person, hostId: string, profile: CommandProfile) {
    this.drover = drover;
    this.person = person;
    this.#hostId = hostId;
    this.#profile = profile;
    BenchDrover.#open.add(this);
  }

  /** Ends those that are open, with all their sessions, which would go on without us. */
  static async endAll(): Promise<void> {
    for (const drover of BenchDrover.#open) await drover[Symbol.asyncDispose]();
  }

  static async open(): Promise<BenchDrover> {
    const profile = await CommandProfile.write();
    const drover = await startDrover({ profilesDir: profile.folder });
    const person = await Person.setUp(drover);
    const { hosts } = await person.ask<{ hosts: Host[] }>('GET', '/hosts');
    return new BenchDrover(drover, person, hosts[0]?.hostId ?? '', profile);
  }

  async start(command: string): Promise<Program> {
    const { url, cookie } = this.person;
    const wish: SpawnBody = {
      commandId: randomUUID(),
      hostId: this.#hostId,
      profile: 'command',
      projectDir: this.drover.projectsRoot,
      prompt: command,
      size: TERMINAL_SIZE,
    };
    const { sessionId } = await this.person.ask<Session>('POST', '/sessions', wish);
    this.#running.add(sessionId);
    const stop = async () => {
      this.#running.delete(sessionId);
      await this.person.stop(sessionId);
    };
    return { place: { kind: 'drover', url, cookie, sessionId }, stop };
  }

  get holderPids(): number[] {
    return [...this.#running].map((sessionId) => {
      const file = join(this.drover.stateDir, 'sessions', sessionId, 'holder.json');
      return JSON.parse(readFileSync(file, 'utf8')).holderPid;
    });
  }

  /** The daemon without its screens; of the holders, those that run now. */
  cpu(): Cpu {
    const { hub, daemon } = this.drover;
    const screens = threadCpuSeconds(daemon.pid, 'screens');
    return {
      hub: cpuSeconds(hub.pid),
      daemon: cpuSeconds(daemon.pid) - screens,
      screens,
      holders: this.holderPids.reduce((sum, pid) => sum + cpuSeconds(pid), 0),
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    BenchDrover.#open.delete(this);
    await this.drover[Symbol.asyncDispose]();
    await this.#profile[Symbol.asyncDispose]();
  }
}
