import { randomUUID } from 'node:crypto';
import type { Answer, Detached, Host, HostLoad, RegisteredHost } from '@drover/protocol';
import { describe, expect, it } from 'vitest';
import { ClientSocket, Refused } from '../../testing/client-socket.ts';
import { hostFacts, sessionFacts } from '../../testing/facts.ts';
import { TestHub } from '../../testing/test-hub.ts';
import { data, resume, watched } from '../../testing/watched.ts';

const codeOf = (answer: Answer<unknown>) => (answer.ok ? 'ok' : answer.error.code);
const WRONG_TOKEN = 'not the token of any host';

async function hubWithHost(overrides: Parameters<typeof TestHub.start>[0] = {}) {
  const hub = await TestHub.start(overrides);
  await hub.setUp();
  return { hub, ...hub.registerHost() };
}

async function rotate(hub: TestHub, hostId: string): Promise<string> {
  const { body } = await hub.post(`/api/hosts/${hostId}/token`, {});
  return (body as RegisteredHost).host_token ?? '';
}

describe('a token that is rotated', () => {
  it('works until the new one is first used, which puts out whoever came with the old one', async () => {
    const { hub, hostId, token } = await hubWithHost();
    await using _ = hub;
    const next = await rotate(hub, hostId);
    expect(hub.hub.fleet.host(hostId).access).toBe('rotating');
    const old = await hub.daemon(token);
    expect(hub.hub.fleet.host(hostId)).toMatchObject({ access: 'rotating', online: true });
    const fresh = await hub.daemon(next);
    expect(await old.socket.inbox.take('refused')).toMatchObject({ code: 'revoked' });
    await old.socket.closed;
    expect(fresh.socket.isConnected).toBe(true);
    expect(hub.hub.fleet.host(hostId)).toMatchObject({ access: 'open', online: true });
    await expect(hub.openDaemon(token)).rejects.toThrow(WRONG_TOKEN);
    await hub.restart();
    await hub.daemon(next);
    expect(hub.audit()).toContainEqual(expect.objectContaining({ actor: hostId, action: 'host_token_used' }));
  });

  it('[B23] twice counts with the last new one only', async () => {
    const { hub, hostId, token } = await hubWithHost();
    await using _ = hub;
    const unused = await rotate(hub, hostId);
    const next = await rotate(hub, hostId);
    await expect(hub.openDaemon(unused)).rejects.toThrow(WRONG_TOKEN);
    (await hub.daemon(token)).close();
    await hub.daemon(next);
  });
});

describe('[F65] a host that is revoked', () => {
  it('is out at once, is told why, and so are its viewers; nothing more is taken from it', async () => {
    const { hub, host, daemon, session, viewer, attachId } = await watched();
    await using _ = hub;
    daemon.frame(resume(attachId));
    await viewer.frame();
    const revoking = hub.post(`/api/hosts/${host.hostId}/revoke`);
    expect(await daemon.socket.inbox.take('refused')).toMatchObject({ code: 'revoked' });
    await daemon.socket.closed;
    expect(await revoking).toMatchObject({ status: 200, body: { access: 'revoked' } });
    const detached = await viewer.take<Detached>('detached');
    expect(detached.reason).toMatchObject({
      code: 'revoked',
      message: expect.stringMatching(/^Host access revoked/),
    });
    await viewer.take<Host>('host', ({ online }) => !online);
    expect(hub.hub.fleet.session(session.sessionId).status).toBe('running');
    expect(codeOf(await viewer.attach(session.sessionId, randomUUID()))).toBe('revoked');
  });

  it('[B23] does not come in again, with any of its tokens, until it is given a new one', async () => {
    const { hub, hostId, token } = await hubWithHost();
    await using _ = hub;
    const unused = await rotate(hub, hostId);
    await hub.post(`/api/hosts/${hostId}/revoke`);
    for (const old of [token, unused]) await expect(hub.openDaemon(old)).rejects.toThrow(WRONG_TOKEN);
    await hub.restart();
    await expect(hub.openDaemon(token)).rejects.toThrow(WRONG_TOKEN);
    const next = await rotate(hub, hostId);
    expect(hub.hub.fleet.host(hostId).access).toBe('open');
    for (const old of [token, unused]) await expect(hub.openDaemon(old)).rejects.toThrow(WRONG_TOKEN);
    await hub.daemon(next);
  });

  it('is out also when it has not said hello yet, and what it sent meanwhile counts for nothing', async () => {
    const { hub, hostId, token } = await hubWithHost();
    await using _ = hub;
    const daemon = await hub.openDaemon(token, [sessionFacts()]);
    hub.hub.hosts.revoke(hostId, { userId: 'hub', address: '127.0.0.1' });
    daemon.hello().catch(() => 'unanswered');
    await daemon.socket.closed;
    await hub.daemon(await rotate(hub, hostId));
    expect(hub.hub.fleet.sessions()).toEqual([]);
  });

  it('sends nothing to viewers that it sent after it was out', async () => {
    const { hub, host, daemon, session, viewer, attachId } = await watched();
    await using _ = hub;
    daemon.frame(resume(attachId));
    await viewer.frame();
    hub.hub.hosts.revoke(host.hostId, { userId: 'hub', address: '127.0.0.1' });
    daemon.frame(data(attachId, 0, 'too late'));
    daemon.socket.tell('session', { ...session, status: 'exited' });
    await daemon.socket.closed;
    await viewer.take('detached');
    expect(viewer.socket.inbox.count('frame')).toBe(0);
    expect(hub.hub.fleet.session(session.sessionId).status).toBe('running');
  });
});

describe('why a daemon was turned away', () => {
  it('[F64] is told live, audited once, and forgotten when it is let in', async () => {
    const { hub, hostId, token } = await hubWithHost();
    await using _ = hub;
    const viewer = await hub.viewer();
    const first = await hub.daemon(token);
    for (let attempt = 0; attempt < 2; attempt++) {
      const second = await hub.openDaemon(token);
      expect(codeOf(await second.hello())).toBe('host_already_connected');
    }
    await viewer.take<Host>('host', ({ refused }) => refused?.code === 'host_already_connected');
    const told = hub.audit().filter(({ action }) => action === 'host_already_connected');
    expect(told).toHaveLength(1);
    first.close();
    await viewer.take<Host>('host', ({ online }) => !online);
    await hub.daemon(token);
    await viewer.take<Host>('host', ({ online, refused }) => online && refused === null);
    expect(hub.hub.fleet.host(hostId).refused).toBeNull();
  });

  it.each([
    [{ protocol: 99 }, 'upgrade_hub'],
    [{ protocol: 1 }, 'unsupported_protocol'],
    [{ protocol: 3, sessions: 7 }, 'invalid_hello'],
  ])('[F26] [B41] (%j) is shown as %s', async (hello, code) => {
    const { hub, hostId, token } = await hubWithHost();
    await using _ = hub;
    const daemon = await hub.openDaemon(token);
    expect(codeOf(await daemon.socket.ask('hello', hello))).toBe(code);
    expect(hub.hub.fleet.host(hostId)).toMatchObject({ online: false, refused: { code } });
  });
});

describe('[F36] how a machine does', () => {
  const load: HostLoad = {
    time: 0,
    cpu: 0.25,
    memoryUsedBytes: 1,
    memoryTotalBytes: 2,
    spoolBytes: 3,
    diskFreeBytes: 4,
    diskTotalBytes: 5,
  };

  it('is shown with how far its clock is off, while it is online, and kept nowhere', async () => {
    const NOW = 1_800_000_000_000;
    const { hub, hostId, token } = await hubWithHost({ clock: () => NOW });
    await using _ = hub;
    const viewer = await hub.viewer();
    const daemon = await hub.openDaemon(token);
    await daemon.hello({ time: NOW - 3_600_000 });
    expect(hub.hub.fleet.host(hostId)).toMatchObject({ clockSkewMs: -3_600_000, load: null });
    const told = { ...load, time: NOW + 60_000 };
    expect(codeOf(await daemon.socket.ask('load', told))).toBe('ok');
    await viewer.take<Host>('host', (host) => host.load?.cpu === 0.25 && host.clockSkewMs === 60_000);
    daemon.close();
    await viewer.take<Host>(
      'host',
      (host) => !host.online && host.load === null && host.clockSkewMs === null,
    );
  });

  it.each([
    ['more than all', { cpu: 7 }],
    ['no number', { cpu: Number.NaN }],
    ['less than nothing', { spoolBytes: -1 }],
    ['without end', { memoryUsedBytes: Number.POSITIVE_INFINITY }],
    ['a time before all times', { time: -1 }],
    ['a key of its own', { __proto__: null, model: '<b>gpt</b>' }],
  ])('[B44] is refused when it is %s', async (_what, change) => {
    const { hub, hostId, token } = await hubWithHost();
    await using _ = hub;
    const daemon = await hub.daemon(token);
    expect(codeOf(await daemon.socket.ask('load', { ...load, ...change }))).toBe('invalid_payload');
    expect(hub.hub.fleet.host(hostId).load).toBeNull();
  });
});

it('[B44] what a daemon tells of a session is kept as text, and refused when it is too long', async () => {
  const { hub, token } = await hubWithHost();
  await using _ = hub;
  const facts = sessionFacts();
  const daemon = await hub.daemon(token, [facts]);
  const title = '<img src=x onerror=alert(1)>';
  expect(codeOf(await daemon.change(facts.sessionId, { title }))).toBe('ok');
  const tooLong = 'x'.repeat(1024 * 1024);
  expect(codeOf(await daemon.change(facts.sessionId, { title: tooLong }))).toBe('invalid_payload');
  expect(codeOf(await daemon.socket.ask('host', { ...hostFacts, hostname: tooLong }))).toBe(
    'invalid_payload',
  );
  expect(hub.hub.fleet.session(facts.sessionId).title).toBe(title);
});

it('[B39] a token in a header or in the address is not read', async () => {
  const { hub, token } = await hubWithHost();
  await using _ = hub;
  const headers = { authorization: `Bearer ${token}`, 'x-host-token': token };
  const refused = await ClientSocket.connect(hub.url, `/daemon?token=${token}`, { headers }).catch((e) => e);
  expect(refused).toBeInstanceOf(Refused);
  expect(refused.problem.code).toBe('invalid_token');
});
