import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Host } from '@drover/protocol';
import { expect } from 'vitest';
import { freePort } from '../harness/free-port.ts';
import { Person } from '../harness/person.ts';
import { Checkout } from './checkout.ts';
import { Engine } from './engine.ts';

/** Of the agents in the daemon's image. */
const AGENT_UID = 1_000;

/** A machine on which somebody runs Drover in containers. All of it is gone when it is disposed of. */
export class Site implements AsyncDisposable {
  readonly engine: Engine;
  readonly checkout: Checkout;
  /** Also the beginning of all names that the engine gets to see. */
  readonly project: string;
  readonly port: number;
  /** Names of what was made by hand, beside the compose project. */
  readonly #daemons = new Set<string>();

  private constructor(engine: Engine, checkout: Checkout, port: number) {
    this.engine = engine;
    this.checkout = checkout;
    this.port = port;
    this.project = `drovertest${randomBytes(3).toString('hex')}`;
  }

  static async open(): Promise<Site> {
    using undo = new DisposableStack();
    const engine = undo.use(await Engine.start());
    const checkout = undo.use(await Checkout.make(engine));
    const site = new Site(engine, checkout, await freePort());
    await mkdir(site.projects, { recursive: true });
    await chown(site.projects, AGENT_UID, AGENT_UID);
    await site.#makeLocalToken();
    undo.move(); // from here on it is the site's
    return site;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** The home directory of the person, who is root. */
  get home(): string {
    return join(this.checkout.path, 'home');
  }

  get projects(): string {
    return join(this.home, 'projects');
  }

  get hub(): string {
    return `${this.project}_hub_1`;
  }

  compose(files: readonly string[], ...command: string[]): Promise<string> {
    const flags = files.flatMap((file) => ['--file', file]);
    return this.engine.run('podman-compose', ['--project-name', this.project, ...flags, ...command], {
      cwd: this.checkout.path,
      env: { DROVER_PORT: String(this.port), DROVER_PROJECTS: this.projects },
    });
  }

  /** Asks as a supervisor would: without systemd, podman runs no health check by itself. */
  async isHealthy(): Promise<void> {
    const check = () => this.engine.succeeds('podman', ['healthcheck', 'run', this.hub]);
    await expect.poll(check, { interval: 500 }).toBe(true);
  }

  /** Makes the first account with the link in the hub's log. */
  async setUp(): Promise<Person> {
    const log = await this.engine.podman('logs', this.hub);
    return Person.setUp({ url: this.url, setupUrl: /http\S+#code=\S+/.exec(log)?.[0] ?? '' });
  }

  /** Settles with the host when it is as wanted. */
  async hostIs(person: Person, name: string, wanted: Partial<Host>): Promise<Host> {
    const look = async () => {
      const { hosts } = await person.ask<{ hosts: Host[] }>('GET', '/hosts');
      return hosts.find((host) => host.name === name);
    };
    await expect.poll(look, { interval: 200 }).toMatchObject(wanted);
    const host = await look();
    if (!host) throw new Error(`the host ${name} has gone`);
    return host;
  }

  /** A container, volume and secret of this name go with the site. */
  owns(name: string): void {
    this.#daemons.add(name);
  }

  /** The file secret that compose.daemon.yaml asks for. */
  async #makeLocalToken(): Promise<void> {
    const folder = join(this.checkout.path, 'secrets');
    await mkdir(folder, { mode: 0o700 });
    const file = join(folder, 'local-host.token');
    await writeFile(file, randomBytes(32).toString('base64'));
    await chmod(file, 0o444);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { engine, project } = this;
    for (const name of this.#daemons) {
      await engine.succeeds('podman', ['rm', '--force', '--volumes', name]);
      await engine.succeeds('podman', ['volume', 'rm', name]);
      await engine.succeeds('podman', ['secret', 'rm', name]);
    }
    await this.compose(['compose.yaml', 'compose.daemon.yaml'], 'down', '--volumes').catch(() => {});
    await engine.succeeds('podman', ['network', 'rm', `${project}_default`]);
    const left = await this.#leftovers();
    this.checkout[Symbol.dispose]();
    engine[Symbol.dispose]();
    expect(left).toEqual([]);
  }

  /** Names of what the engine still has of this site. Images stay: the next build goes on from them. */
  async #leftovers(): Promise<string[]> {
    const { podman } = this.engine;
    const lists = await Promise.all([
      podman('ps', '--all', '--format', '{{.Names}}'),
      podman('volume', 'ls', '--format', '{{.Name}}'),
      podman('network', 'ls', '--format', '{{.Name}}'),
      podman('secret', 'ls', '--format', '{{.Name}}'),
    ]);
    const names = lists.flatMap((list) => list.split('\n'));
    return names.filter((name) => name.includes(this.project));
  }
}
