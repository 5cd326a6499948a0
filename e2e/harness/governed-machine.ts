import type { HostFacts, Session } from '@drover/protocol';
import { spawnBody, TestHub } from '../../hub/src/testing/test-hub.ts';
import { LoneDaemon } from './lone-daemon.ts';
import { Viewer } from './viewer.ts';

const ACTOR = { userId: 'hub', address: '127.0.0.1' };

/** A machine with a policy of its own at a hub where Ada may do everything. */
export class GovernedMachine implements AsyncDisposable {
  readonly hub: TestHub;
  readonly daemon: LoneDaemon;
  readonly hostId: string;
  readonly #viewers: Viewer[] = [];

  private constructor(hub: TestHub, daemon: LoneDaemon, hostId: string) {
    this.hub = hub;
    this.daemon = daemon;
    this.hostId = hostId;
  }

  static async by(policy: string, within: string[] = []): Promise<GovernedMachine> {
    const hub = await TestHub.start();
    await hub.setUp();
    const daemon = new LoneDaemon({ hubUrl: hub.url, policy, within });
    const { hostId } = hub.hub.hosts.register('governed', daemon.token, ACTOR).host;
    await daemon.program.told('connected');
    return new GovernedMachine(hub, daemon, hostId);
  }

  /** The answer to a wish for a session; Bash in the projects' folder unless it says otherwise. */
  spawn(change: Parameters<typeof spawnBody>[1] = {}) {
    const { projectsRoot: projectDir } = this.daemon;
    return this.hub.post('/api/sessions', spawnBody(this.hostId, { profile: 'bash', projectDir, ...change }));
  }

  view(sessionId: string): Viewer {
    const viewer = new Viewer(this.hub, sessionId);
    this.#viewers.push(viewer);
    return viewer;
  }

  async facts(): Promise<HostFacts> {
    const { body } = await this.hub.ask({ path: '/api/hosts' });
    return (body as { hosts: { facts: HostFacts }[] }).hosts[0]?.facts as HostFacts;
  }

  async active(): Promise<Session[]> {
    const { body } = await this.hub.ask({ path: '/api/sessions' });
    return (body as { sessions: Session[] }).sessions.filter(({ status }) =>
      ['starting', 'running'].includes(status),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const viewer of this.#viewers) viewer.close();
    await this.daemon[Symbol.asyncDispose]();
    await this.hub[Symbol.asyncDispose]();
  }
}
