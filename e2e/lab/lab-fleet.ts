import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { DASHBOARD, HUB_MAIN } from '../harness/drover.ts';
import { freePort } from '../harness/free-port.ts';
import { accidents, inexact, leftovers } from '../harness/invariants.ts';
import { Machine } from '../harness/machine.ts';
import { Person } from '../harness/person.ts';
import { Program } from '../harness/program.ts';
import { Viewer } from '../harness/viewer.ts';
import type { Lab } from './lab.ts';

/** Silence is noticed within these two together. */
const HEARTBEAT = { '--ping-interval-ms': '1000', '--ping-timeout-ms': '2000' };

/** A session on one machine of a lab, and a viewer of it on the machine where the tests run. */
export type Seat = { machine: Machine; sessionId: string; viewer: Viewer };

/** A hub and daemons on the machines of a lab. When it ends it checks what a `Stage` checks. */
export class LabFleet implements AsyncDisposable {
  readonly person: Person;
  readonly #folder: string;
  readonly #hub: Program;
  readonly #machines: Machine[] = [];
  readonly #viewers = new Map<Viewer, Machine>();
  readonly #findings: string[] = [];

  private constructor(person: Person, folder: string, hub: Program) {
    this.person = person;
    this.#folder = folder;
    this.#hub = hub;
    onTestFinished(() => expect(this.#findings).toEqual([]));
  }

  static async open(lab: Lab): Promise<LabFleet> {
    const folder = await realpath(await mkdtemp(join(tmpdir(), 'drover-e2e-lab-')));
    const port = String(await freePort());
    const flags = { '--data-dir': join(folder, 'hub'), '--port': port, '--web-dir': DASHBOARD, ...HEARTBEAT };
    const env = { PATH: process.env.PATH ?? '', HOME: folder, DROVER_NO_RELEASE_CHECK: '1' };
    const run = (more: string[], within: string[] = []) =>
      new Program({
        name: 'hub',
        main: HUB_MAIN,
        args: [...Object.entries(flags).flat(), ...more],
        env,
        within,
      });
    // A hub lets other machines in only once there is an account.
    const alone = run([]);
    const { setupUrl } = await alone.told<{ type: 'ready'; setupUrl: string }>('ready');
    const person = await Person.setUp({ url: new URL(setupUrl).origin, setupUrl });
    await alone.stop();
    const url = `http://${lab.hubAddress}:${port}`;
    const hub = run(['--bind', lab.hubAddress, '--public-url', url, '--insecure-lan'], lab.within('hub'));
    await hub.told('ready');
    return new LabFleet(person.at(url), folder, hub);
  }

  /** A machine of the lab joins as a host, starts a Bash session, and somebody watches it. */
  async seat(lab: Lab, name: string): Promise<Seat> {
    const options = { within: lab.within(name), daemonFlags: ['--insecure-lan'] };
    const machine = await Machine.join(this.person, name, options);
    this.#machines.push(machine);
    const { sessionId } = await machine.bash();
    const viewer = new Viewer(this.person, sessionId);
    this.#viewers.set(viewer, machine);
    await viewer.shows('projects/project');
    return { machine, sessionId, viewer };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const [viewer, machine] of this.#viewers) {
      viewer.close();
      this.#findings.push(...inexact(machine, viewer));
    }
    await Promise.all(this.#machines.map((machine) => machine.stop()));
    await this.#hub.stop();
    this.#findings.push(...accidents([this.#hub, ...this.#machines.flatMap(({ daemons }) => daemons)]));
    for (const machine of this.#machines) {
      this.#findings.push(...(await leftovers(machine)));
      await machine[Symbol.asyncDispose]();
    }
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5 });
  }
}
