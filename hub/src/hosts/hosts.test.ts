import { randomUUID } from 'node:crypto';
import { type Deployment, HOST_TOKEN_PLACEHOLDER, type Host, type RegisteredHost } from '@drover/protocol';
import { describe, expect, it } from 'vitest';
import { sessionFacts } from '../testing/facts.ts';
import { type Answered, codeOf } from '../testing/http-client.ts';
import { TestHub } from '../testing/test-hub.ts';
import { TestPerson } from '../testing/test-person.ts';

const GOOD_TOKEN = 'kX92mQz7rTw4bNv1';

async function startHub(overrides: Parameters<typeof TestHub.start>[0] = {}) {
  const hub = await TestHub.start(overrides);
  await hub.setUp();
  return hub;
}

const outcome = (answered: Answered) => [answered.status, codeOf(answered)];
const register = (hub: TestHub, body: unknown) => hub.post('/api/hosts', body);
const actions = (hub: TestHub) => hub.audit().map(({ action }) => action);

/** As REST tells it. */
async function hostOf(hub: TestHub, hostId: string): Promise<Host> {
  return (await hub.ask({ path: `/api/hosts/${hostId}` })).body as Host;
}

describe('registering a host', () => {
  it('makes a token, shows it once, and lets its daemon in', async () => {
    await using hub = await startHub();
    const viewer = await hub.viewer();
    const { status, body } = await register(hub, { name: 'Büro  2' });
    const { host, host_token = '' } = body as RegisteredHost;
    expect(status).toBe(201);
    expect(host).toMatchObject({ name: 'Büro  2', isLocal: false, access: 'open', online: false });
    expect(host_token).toMatch(/^[\w-]{43}$/);
    await viewer.take<Host>('host', ({ hostId }) => hostId === host.hostId);
    await hub.daemon(host_token);
    const listed = await hub.ask({ path: '/api/hosts' });
    expect(listed.body).toEqual({ hosts: [expect.objectContaining({ name: 'Büro  2', online: true })] });
    expect(JSON.stringify(listed.body)).not.toContain(host_token);
    expect(actions(hub)).toContain('host_registered');
  });

  it('[B11] takes a good token of the caller, and does not repeat it', async () => {
    await using hub = await startHub();
    const { status, body } = await register(hub, { name: 'atlas', host_token: GOOD_TOKEN });
    expect(status).toBe(201);
    expect(body).not.toHaveProperty('host_token');
    await hub.daemon(GOOD_TOKEN);
  });

  it.each(['', 'short', 'aaaaaaaaaaaaaaaa', 'password12345678'])(
    '[B11] refuses the weak token %j, and leaves no host behind',
    async (host_token) => {
      await using hub = await startHub();
      expect(outcome(await register(hub, { name: 'atlas', host_token }))).toEqual([422, 'weak_token']);
      expect(hub.hub.fleet.hosts()).toEqual([]);
    },
  );

  it('[B11] refuses a token that any host has, had before it was revoked, or is about to have', async () => {
    await using hub = await startHub();
    const taken = ['a', 'b', 'c'].map((letter) => `${letter}${GOOD_TOKEN}`);
    const [now = '', revoked = '', next = ''] = taken;
    const first = (await register(hub, { name: 'one', host_token: now })).body as RegisteredHost;
    const second = (await register(hub, { name: 'two', host_token: revoked })).body as RegisteredHost;
    await hub.post(`/api/hosts/${second.host.hostId}/revoke`);
    await hub.post(`/api/hosts/${first.host.hostId}/token`, { host_token: next });
    for (const host_token of taken) {
      expect(outcome(await register(hub, { name: 'three', host_token }))).toEqual([409, 'token_taken']);
    }
  });

  it.each(['', '   ', 'x'.repeat(65), 'at\u0000las', 'at\u202elas', 'at\nlas', 7])(
    '[B10] refuses the name %j',
    async (name) => {
      await using hub = await startHub();
      expect(outcome(await register(hub, { name }))).toEqual([422, 'invalid_body']);
    },
  );

  it.each(['ATLAS', ' atlas ', 'ａｔｌａｓ'])('[B10] refuses %j beside atlas', async (name) => {
    await using hub = await startHub();
    await register(hub, { name: 'atlas' });
    expect(outcome(await register(hub, { name }))).toEqual([409, 'name_taken']);
  });
});

describe('whoever is no admin', () => {
  it.each(['viewer', 'operator'] as const)('(a %s) sees hosts, and changes none', async (role) => {
    await using hub = await startHub();
    const { hostId } = hub.registerHost();
    const person = await TestPerson.join(hub, role);
    const path = `/api/hosts/${hostId}`;
    for (const seen of ['/api/hosts', path]) expect((await person.ask({ path: seen })).status).toBe(200);
    for (const what of [
      { method: 'POST', path: '/api/hosts', body: { name: 'mine' } },
      { method: 'PATCH', path, body: { name: 'mine' } },
      { method: 'DELETE', path, body: { name: 'atlas' } },
      { method: 'POST', path: `${path}/token`, body: {} },
      { method: 'POST', path: `${path}/revoke` },
      { path: `${path}/deletion` },
      { path: `${path}/deployment?kind=podman` },
    ]) {
      expect(outcome(await person.ask(what))).toEqual([403, 'forbidden']);
    }
    expect(await hostOf(hub, hostId)).toMatchObject({ name: 'atlas', access: 'open' });
  });
});

describe('renaming a host', () => {
  it('is told at once, may change the case, and keeps names apart', async () => {
    await using hub = await startHub();
    const { hostId } = hub.registerHost('atlas');
    hub.registerHost('bert');
    const viewer = await hub.viewer();
    const rename = (name: string) =>
      hub.ask({ method: 'PATCH', path: `/api/hosts/${hostId}`, body: { name } });
    expect(await rename('Atlas')).toMatchObject({ status: 200, body: { hostId, name: 'Atlas' } });
    await viewer.take<Host>('host', ({ name }) => name === 'Atlas');
    expect(outcome(await rename('BERT'))).toEqual([409, 'name_taken']);
    await hub.restart();
    expect((await hostOf(hub, hostId)).name).toBe('Atlas');
  });
});

describe('a host that there is not', () => {
  it.each([
    ['GET', '', undefined],
    ['PATCH', '', { name: 'new' }],
    ['DELETE', '', { name: 'new' }],
    ['GET', '/deletion', undefined],
    ['GET', '/deployment?kind=podman', undefined],
    ['POST', '/revoke', undefined],
    ['POST', '/token', {}],
  ])('[B9] %s %s is answered 404', async (method, path, body) => {
    await using hub = await startHub();
    const answered = await hub.ask({ method, path: `/api/hosts/${randomUUID()}${path}`, body });
    expect(outcome(answered)).toEqual([404, 'not_found']);
  });
});

describe('the machine of the hub', () => {
  it.each([
    ['DELETE', '', { name: 'atlas' }],
    ['GET', '/deletion', undefined],
    ['POST', '/revoke', undefined],
    ['POST', '/token', {}],
  ])('%s %s is for whoever starts the hub, not for admins', async (method, path, body) => {
    await using hub = await startHub({ localHost: { name: 'atlas', token: GOOD_TOKEN } });
    const [local] = hub.hub.fleet.hosts();
    const answered = await hub.ask({ method, path: `/api/hosts/${local?.hostId}${path}`, body });
    expect(outcome(answered)).toEqual([409, 'local_host']);
    await hub.daemon(GOOD_TOKEN);
  });

  it('is a host like any other while the hub is started without it', async () => {
    const localHost = { name: 'atlas', token: GOOD_TOKEN };
    await using hub = await startHub({ localHost });
    await hub.restart({ localHost: null });
    const [was] = hub.hub.fleet.hosts();
    expect(was).toMatchObject({ name: 'atlas', isLocal: false });
    expect((await hub.post(`/api/hosts/${was?.hostId}/revoke`)).status).toBe(200);
    await hub.restart({ localHost });
    expect(hub.hub.fleet.hosts()).toMatchObject([{ hostId: was?.hostId, isLocal: true, access: 'open' }]);
    await hub.daemon(GOOD_TOKEN);
  });
});

describe('deleting a host', () => {
  const remove = (hub: TestHub, hostId: string, name: string) =>
    hub.ask({ method: 'DELETE', path: `/api/hosts/${hostId}`, body: { name } });

  it('tells beforehand what goes, wants its name, and takes all its sessions along', async () => {
    await using hub = await startHub();
    const { hostId, token } = hub.registerHost('atlas');
    const other = hub.registerHost('bert');
    const kept = sessionFacts();
    await hub.daemon(other.token, [kept]);
    const exited = { status: 'exited', endedAt: 1 } as const;
    const archived = sessionFacts(exited);
    const shown = [sessionFacts(), sessionFacts(exited), sessionFacts(exited)];
    const daemon = await hub.daemon(token, [...shown, archived]);
    await hub.post(`/api/sessions/${archived.sessionId}/archive`);
    const viewer = await hub.viewer();

    const deletion = await hub.ask({ path: `/api/hosts/${hostId}/deletion` });
    expect(deletion.body).toEqual({ running: 1, ended: 2, archived: 1 });
    expect(outcome(await remove(hub, hostId, 'Atlas'))).toEqual([422, 'invalid_body']);
    expect(daemon.socket.isConnected).toBe(true);

    expect((await remove(hub, hostId, 'atlas')).status).toBe(204);
    await daemon.socket.closed;
    expect(await daemon.socket.inbox.take('refused')).toMatchObject({ code: 'revoked' });
    expect(await viewer.take('host-gone')).toEqual({ hostId });
    expect(viewer.socket.inbox.count('session-gone')).toBe(3);
    expect(outcome(await hub.ask({ path: `/api/sessions/${archived.sessionId}` }))).toEqual([
      404,
      'no_session',
    ]);
    await expect(hub.openDaemon(token)).rejects.toThrow('not the token of any host');
    await hub.restart();
    expect(hub.hub.fleet.hosts().map(({ name }) => name)).toEqual(['bert']);
    expect(hub.hub.fleet.sessions()).toMatchObject([{ sessionId: kept.sessionId }]);
    expect(actions(hub)).toContain('host_deleted');
  });
});

describe('how a host is set up', () => {
  const ask = async (hub: TestHub, hostId: string, query: string) =>
    hub.ask({ path: `/api/hosts/${hostId}/deployment?${query}` });

  it.each(['podman', 'compose', 'quadlet', 'systemd'])(
    'is told for %s, with no token in it',
    async (kind) => {
      await using hub = await startHub({ publicUrl: 'https://drover.example' });
      const { hostId, token } = hub.registerHost();
      const { status, body } = await ask(hub, hostId, `kind=${kind}&profiles=bash&root=~/code`);
      expect(status).toBe(200);
      const text = (body as Deployment).steps.map((step) => `${step.explanation}\n${step.text}`).join('\n');
      expect(text).toContain('https://drover.example');
      expect(text).toContain(HOST_TOKEN_PLACEHOLDER);
      expect(text).toContain('code');
      expect(text).not.toContain(token);
      expect(text).not.toContain('Another machine cannot reach this hub');
    },
  );

  it('begins with a word about a hub that only its own machine can reach', async () => {
    await using hub = await startHub();
    const { hostId } = hub.registerHost();
    const { steps } = (await ask(hub, hostId, 'kind=podman')).body as Deployment;
    expect(steps[0]?.explanation).toContain(`cannot reach this hub at ${hub.url}`);
    expect(steps[0]?.explanation).toContain('PUBLIC_URL');
  });

  it.each([
    ['no kind', '', 'invalid_query'],
    ['another kind', 'kind=vagrant', 'invalid_query'],
    ['an unknown profile', 'kind=podman&profiles=bash,nonsense', 'unknown_profile'],
    ['a folder that cannot be mounted', 'kind=podman&root=../up', 'invalid_body'],
  ])('refuses %s', async (_what, query, code) => {
    await using hub = await startHub();
    const { hostId } = hub.registerHost();
    expect(outcome(await ask(hub, hostId, query))).toEqual([422, code]);
  });
});
