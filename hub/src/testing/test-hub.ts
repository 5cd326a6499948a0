import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type AuditLine, type Role, Session, type SessionFacts, type SpawnBody } from '@drover/protocol';
import {
  DEFAULT_NETWORK,
  DEFAULT_RATES,
  DEFAULT_TIMINGS,
  DEFAULT_UPKEEP,
  type HubConfig,
  type Network,
  type Rates,
  type Timings,
  type Upkeep,
} from '../config/config.ts';
import { createHub, type Hub } from '../hub.ts';
import { newSecret } from '../secrets/secrets.ts';
import { type Answered, type Ask, ask } from './http-client.ts';
import { TestDaemon } from './test-daemon.ts';
import { TestPerson } from './test-person.ts';
import { TestViewer } from './test-viewer.ts';

export type HubOverrides = Partial<Omit<HubConfig, 'timings' | 'rates' | 'network' | 'upkeep'>> & {
  network?: Partial<Network>;
  upkeep?: Partial<Upkeep>;
  timings?: Partial<Timings>;
  rates?: Partial<Rates>;
};

/** Who registers hosts before there is anybody. */
const HUB = { userId: 'hub', address: '127.0.0.1' };

export const ADA = { name: 'ada', password: 'correct horse battery' };

/** A real hub on a free port with a database of its own, and the people and machines around it. */
export class TestHub implements AsyncDisposable {
  #config: HubConfig;
  readonly #guests: { close(): void }[] = [];
  hub: Hub;
  /** The cookie of Ada, once she has logged in. */
  cookie = '';

  private constructor(config: HubConfig) {
    this.#config = config;
    this.hub = createHub(config);
  }

  static async start(overrides: HubOverrides = {}): Promise<TestHub> {
    const dataDir = mkdtempSync(path.join(os.tmpdir(), 'drover-hub-'));
    const testHub = new TestHub({
      dataDir,
      port: 0,
      bind: '127.0.0.1',
      webDir: null,
      publicUrl: null,
      recover: false,
      releasesUrl: null,
      oidc: null,
      localHost: null,
      logLevel: 'silent',
      clock: Date.now,
      ...overrides,
      network: { ...DEFAULT_NETWORK, ...overrides.network },
      upkeep: { ...DEFAULT_UPKEEP, ...overrides.upkeep },
      timings: { ...DEFAULT_TIMINGS, ...overrides.timings },
      rates: { ...DEFAULT_RATES, ...overrides.rates },
    });
    await testHub.hub.start();
    return testHub;
  }

  get port(): number {
    return this.hub.port;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** A request of Ada's, if she has logged in. */
  ask(what: Ask): Promise<Answered> {
    const cookie = this.cookie ? { cookie: this.cookie } : {};
    return ask(this.port, { ...what, headers: { ...cookie, ...what.headers } });
  }

  post(url: string, body?: unknown): Promise<Answered> {
    return this.ask({ method: 'POST', path: url, body });
  }

  /** The whole audit log, oldest first. */
  audit(): AuditLine[] {
    return [...this.hub.audit.batches({})].flat();
  }

  /** Makes Ada's account by the setup link, which logs her in. */
  async setUp(): Promise<void> {
    const code = this.hub.people.setup.code;
    const answered = await this.post('/api/setup', { code, ...ADA });
    this.cookie = cookieOf(answered);
  }

  registerHost(name = 'atlas'): { hostId: string; token: string } {
    const token = newSecret();
    return { hostId: this.hub.hosts.register(name, token, HUB).host.hostId, token };
  }

  /** A daemon that has connected and not said hello. */
  async openDaemon(token: string, sessions: SessionFacts[] = []): Promise<TestDaemon> {
    return this.#welcome(await TestDaemon.open(this.url, token, sessions));
  }

  /** A daemon that is online. */
  async daemon(token: string, sessions: SessionFacts[] = []): Promise<TestDaemon> {
    const daemon = await this.openDaemon(token, sessions);
    const answer = await daemon.hello();
    if (!answer.ok) throw new Error(answer.error.message);
    return daemon;
  }

  async viewer(cookie = this.cookie): Promise<TestViewer> {
    return this.#welcome(await TestViewer.connect(this.url, cookie));
  }

  /** A program with an API token, in place of a page. */
  async program(token: string): Promise<TestViewer> {
    return this.#welcome(await TestViewer.connectWith(this.url, token));
  }

  /** Somebody with this role, who is called after it. */
  join(role: Role, name?: string): Promise<TestPerson> {
    return TestPerson.join(this, role, name);
  }

  async spawn(hostId: string, change: Partial<SpawnBody> = {}): Promise<Session> {
    return Session.parse((await this.post('/api/sessions', spawnBody(hostId, change))).body);
  }

  /** Stops the hub and starts another on the same data. */
  async restart(changes: Partial<HubConfig> = {}): Promise<void> {
    await this.hub.stop();
    this.#config = { ...this.#config, ...changes };
    this.hub = createHub(this.#config);
    await this.hub.start();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const guest of this.#guests) guest.close();
    await this.hub.stop();
    rmSync(this.#config.dataDir, { recursive: true });
  }

  #welcome<T extends { close(): void }>(guest: T): T {
    this.#guests.push(guest);
    return guest;
  }
}

export function cookieOf({ headers }: Answered): string {
  return headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

export function spawnBody(hostId: string, change: Partial<SpawnBody> = {}): SpawnBody {
  return { commandId: randomUUID(), hostId, profile: 'shell', projectDir: '/home/ada/git/drover', ...change };
}
