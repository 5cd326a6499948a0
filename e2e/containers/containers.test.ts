import type { Deployment, RegisteredHost, Session } from '@drover/protocol';
import { beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, newContext } from '../harness/browser.ts';
import type { Person } from '../harness/person.ts';
import { processesWith } from '../harness/proc.ts';
import { TerminalPage } from '../harness/terminal-page.ts';
import { Viewer } from '../harness/viewer.ts';
import { obstacle } from './engine.ts';
import { follow, registerWithCurl } from './guide.ts';
import { Site } from './site.ts';

const HUB_ONLY = ['compose.yaml'];
const HUB_AND_DAEMON = ['compose.yaml', 'compose.daemon.yaml'];

/** Of the daemon that compose.daemon.yaml describes. */
const LOCAL = 'local';

const reason = obstacle();
if (reason) console.warn(`Skipped: ${reason}.`);

// One story, told in order: each test goes on where the one before it ended.
describe.skipIf(reason)('Drover in containers', () => {
  let site: Site;
  let person: Person;
  let registered: RegisteredHost;
  let session: Session;

  const name = () => `drover-${registered.host.name}`;
  const newSession = (hostId: string, projectDir: string) =>
    person.spawn({ hostId, profile: 'bash', projectDir });

  beforeAll(async () => {
    site = await Site.open();
    return () => site[Symbol.asyncDispose]();
  });

  it('compose brings the hub up, healthy, on loopback only, and as nobody special', async () => {
    await site.compose(HUB_ONLY, 'build');
    await site.compose(HUB_ONLY, 'up', '--detach');
    await site.isHealthy();
    expect(await site.engine.podman('port', site.hub)).toBe(`${site.port}/tcp -> 127.0.0.1:${site.port}\n`);
    expect(await site.engine.podman('exec', site.hub, 'id', '--user')).toBe('1000\n');
    expect(await site.engine.podman('exec', site.hub, 'cat', '/proc/1/comm')).toBe('tini\n');
  });

  it('the first account is made with the link in its log, and a host registered with curl', async () => {
    person = await site.setUp();
    registered = await registerWithCurl(site, person, `${site.project}-atlas`);
    expect(registered).toMatchObject({ host: { online: false }, host_token: expect.any(String) });
  });

  it("a daemon's image is built and run with the very lines that the dashboard gives", async () => {
    const { host, host_token: token = '' } = registered;
    site.owns(name());
    const query = 'kind=podman&profiles=bash&root=~/projects&rootful=true';
    const guide = await person.ask<Deployment>('GET', `/hosts/${host.hostId}/deployment?${query}`);
    await follow(site, guide, token);
    await site.hostIs(person, host.name, { online: true });

    expect(processesWith([token])).toEqual([]);
    expect(await site.engine.podman('inspect', name())).not.toContain(token);
    expect(await site.engine.podman('logs', name())).not.toContain(token);
  });

  it('a Bash session on it is driven in a browser', async () => {
    session = await newSession(registered.host.hostId, site.projects);
    await using browser = await launchBrowser();
    const page = await (await newContext(browser, person)).newPage();
    await page.goto(`${site.url}/terminal/${session.sessionId}`);
    const terminal = new TerminalPage(page);
    await terminal.isLive();
    await terminal.shows('$ ');
    await terminal.enter('echo "$(id -un) in $PWD: $((40 + 2))"');
    await terminal.shows(`node in ${site.projects}: 42`);
    await terminal.enter('touch made-in-a-container');
    await expect.poll(() => site.engine.run('ls', [site.projects])).toContain('made-in-a-container');
  });

  it('a daemon beside the hub joins with compose.daemon.yaml', async () => {
    await site.compose(HUB_AND_DAEMON, 'down');
    await site.compose(HUB_AND_DAEMON, 'build');
    await site.compose(HUB_AND_DAEMON, 'up', '--detach');
    await site.isHealthy();
    await site.hostIs(person, LOCAL, { online: true });
  });

  it('down and up keep account, hosts and sessions, and a session on another host goes on', async () => {
    const local = await site.hostIs(person, LOCAL, { online: true });
    const stopped = await newSession(local.hostId, '/projects');
    using viewer = watch(session);
    await viewer.shows('42');

    await site.compose(HUB_AND_DAEMON, 'down');
    await site.compose(HUB_AND_DAEMON, 'up', '--detach');
    await site.isHealthy();
    await site.hostIs(person, LOCAL, { online: true });
    await site.hostIs(person, registered.host.name, { online: true, hostId: registered.host.hostId });
    await viewer.until(() => viewer.arrivals > 1);
    viewer.type('echo still-$((40 + 3))\r');
    await viewer.shows('still-43');
    expect(viewer.faults).toEqual([]);
    // The container ends its sessions in good order before it goes.
    const { status, reason } = await person.session(stopped.sessionId);
    expect({ status, reason: reason?.code }).toEqual({ status: 'exited', reason: 'stopped' });
  });

  it('a daemon container killed mid-output loses its own sessions only, told with the reason', async () => {
    const local = await site.hostIs(person, LOCAL, { online: true });
    using elsewhere = watch(await newSession(local.hostId, '/projects'));
    using viewer = watch(session);
    await elsewhere.shows('$ ');
    await viewer.shows('$ ');
    viewer.type('i=0; while :; do echo "line $((++i))"; sleep 0.01; done\r');
    await viewer.shows('line 200');

    await killFromOutside(name());
    // Its restart policy brings it back, with the same volume.
    await expect.poll(async () => (await person.session(session.sessionId)).status).toBe('lost');
    expect((await person.session(session.sessionId)).reason).toMatchObject({
      code: 'container_restarted',
      message: 'Its container was ended, and all that ran in it; what it printed is kept.',
    });
    await viewer.until(() => viewer.hasEnd);
    expect(viewer.bytes.includes('line 200')).toBe(true);

    elsewhere.type('echo still-$((40 + 4))\r');
    await elsewhere.shows('still-44');
    expect([...viewer.faults, ...elsewhere.faults]).toEqual([]);
    expect(elsewhere.resets).toEqual(['start']);
  });

  it('after that its host starts sessions again', async () => {
    const again = await newSession(registered.host.hostId, site.projects);
    using viewer = watch(again);
    await viewer.shows('$ ');
    viewer.type('ls\r');
    await viewer.shows('made-in-a-container');
  });

  const watch = ({ sessionId }: Session): Viewer & Disposable => {
    const viewer = new Viewer(person, sessionId);
    return Object.assign(viewer, { [Symbol.dispose]: () => viewer.close() });
  };

  /** As a crash or the kernel's out-of-memory killer ends it; `podman kill` would count as a person's wish. */
  async function killFromOutside(container: string): Promise<void> {
    const pid = await site.engine.podman('inspect', '--format', '{{.State.Pid}}', container);
    process.kill(Number(pid), 'SIGKILL');
  }
});
