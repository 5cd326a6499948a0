import { randomUUID } from 'node:crypto';
import {
  type Answer,
  type Host,
  OLDEST_DAEMON_PROTOCOL,
  PROTOCOL_VERSION,
  type Session,
} from '@drover/protocol';
import { describe, expect, it } from 'vitest';
import { hostFacts, sessionFacts, shownSession } from '../../testing/facts.ts';
import { TestHub } from '../../testing/test-hub.ts';

const codeOf = (answer: Answer<unknown>) => (answer.ok ? 'ok' : answer.error.code);

async function hubWithHost(overrides: Parameters<typeof TestHub.start>[0] = {}) {
  const hub = await TestHub.start(overrides);
  await hub.setUp();
  return { hub, host: hub.registerHost() };
}

describe('hello', () => {
  it('[B43] must come first, and once', async () => {
    const { hub, host } = await hubWithHost();
    await using _ = hub;
    const daemon = await hub.openDaemon(host.token);
    expect(codeOf(await daemon.socket.ask('session', sessionFacts()))).toBe('hello_required');
    expect(hub.hub.fleet.host(host.hostId).online).toBe(false);
    expect(codeOf(await daemon.hello())).toBe('ok');
    expect(hub.hub.fleet.host(host.hostId)).toMatchObject({ online: true, facts: hostFacts });
    expect(codeOf(await daemon.hello())).toBe('protocol_error');
  });

  it('is welcomed with the id of the host and the time', async () => {
    const { hub, host } = await hubWithHost();
    await using _ = hub;
    const daemon = await hub.openDaemon(host.token);
    expect(await daemon.hello()).toMatchObject({
      ok: true,
      value: { hostId: host.hostId, hubTime: expect.any(Number), picturesWanted: false },
    });
  });

  it.each([
    ['a newer protocol', { protocol: PROTOCOL_VERSION + 1, somethingNew: true }, 'upgrade_hub'],
    ['a protocol that is too old', { protocol: OLDEST_DAEMON_PROTOCOL - 1 }, 'unsupported_protocol'],
    ['no protocol', { instanceId: randomUUID() }, 'unsupported_protocol'],
    ['nonsense', { protocol: PROTOCOL_VERSION, sessions: 7 }, 'invalid_hello'],
    ['nothing', undefined, 'invalid_payload'],
  ])('[B41] with %s is refused, and the connection closed', async (_what, hello, code) => {
    const { hub, host } = await hubWithHost();
    await using _ = hub;
    const daemon = await hub.openDaemon(host.token);
    expect(codeOf(await daemon.socket.ask('hello', hello))).toBe(code);
    await daemon.socket.closed;
  });

  it('[B41] that tells a session twice is refused', async () => {
    const { hub, host } = await hubWithHost();
    await using _ = hub;
    const facts = sessionFacts();
    const daemon = await hub.openDaemon(host.token);
    const hello = {
      protocol: PROTOCOL_VERSION,
      instanceId: randomUUID(),
      facts: hostFacts,
      sessions: [facts, facts],
    };
    expect(codeOf(await daemon.socket.ask('hello', hello))).toBe('invalid_hello');
  });
});

describe('reconciliation', () => {
  it('[F24] adopts what the host has, and marks as lost what it no longer has', async () => {
    const { hub, host } = await hubWithHost();
    await using _ = hub;
    const first = await hub.daemon(host.token);
    const lost = await hub.spawn(host.hostId);
    const viewer = await hub.viewer();
    first.close();
    await viewer.take<Host>('host', ({ online }) => !online);
    const adopted = sessionFacts({ task: 'from before' });
    await hub.daemon(host.token, [adopted]);
    expect(hub.hub.fleet.session(adopted.sessionId)).toEqual(shownSession(adopted, host.hostId));
    expect(hub.hub.fleet.session(lost.sessionId)).toMatchObject({
      status: 'lost',
      reason: { code: 'gone_from_host', message: 'Its host no longer has it.' },
    });
    await viewer.take<Session>('session', ({ status }) => status === 'lost');
  });

  it('[F1] [F24] a restarted hub has all it had, and learns from its hosts how that is now', async () => {
    const { hub, host } = await hubWithHost();
    await using _ = hub;
    const daemon = await hub.daemon(host.token);
    const kept = await hub.spawn(host.hostId, { task: 'keep' });
    const ended = await hub.spawn(host.hostId);
    await hub.restart();
    expect(hub.hub.fleet.sessions()).toEqual([kept, ended]);
    expect(hub.hub.fleet.host(host.hostId)).toMatchObject({ online: false, facts: hostFacts });
    daemon.carryOut({
      commandId: randomUUID(),
      kind: 'stop',
      expiresAt: Date.now(),
      payload: { sessionId: ended.sessionId },
    });
    await hub.daemon(host.token, [...daemon.sessions.values()]);
    expect(hub.hub.fleet.session(kept.sessionId)).toEqual(kept);
    expect(hub.hub.fleet.session(ended.sessionId).status).toBe('exited');
  });

  it('waits for a session that was asked for just now, and gives it up after the deadline', async () => {
    const { hub, host } = await hubWithHost({ timings: { commandDeadline: 300 } });
    await using _ = hub;
    const daemon = await hub.daemon(host.token);
    daemon.onCommand = () => {
      daemon.close();
      return null;
    };
    const refused = hub.spawn(host.hostId).catch(() => {});
    await daemon.socket.closed;
    const viewer = await hub.viewer();
    const next = await hub.openDaemon(host.token);
    next.onCommand = () => null;
    await next.hello();
    expect(hub.hub.fleet.sessions()).toMatchObject([{ status: 'starting' }]);
    await viewer.take<Session>('session', ({ status }) => status === 'lost');
    await refused;
  });

  it('[B41] [F67] leaves the sessions of other hosts alone', async () => {
    const { hub, host } = await hubWithHost();
    await using _ = hub;
    await hub.daemon(host.token);
    const session = await hub.spawn(host.hostId);
    const rogue = hub.registerHost('rogue');
    const daemon = await hub.daemon(rogue.token, [
      sessionFacts({ sessionId: session.sessionId, task: 'mine' }),
    ]);
    expect(await daemon.socket.inbox.take('forget')).toEqual({ sessionId: session.sessionId });
    expect(hub.hub.fleet.session(session.sessionId)).toEqual(session);
    const audited = { actor: rogue.hostId, action: 'foreign_session', subject: session.sessionId };
    expect(hub.audit()).toContainEqual(expect.objectContaining(audited));
  });
});

describe('a daemon', () => {
  it('[F67] that speaks for sessions of another host is thrown out the third time', async () => {
    const { hub, host } = await hubWithHost();
    await using _ = hub;
    await hub.daemon(host.token);
    const session = await hub.spawn(host.hostId);
    const rogue = hub.registerHost('rogue');
    const daemon = await hub.daemon(rogue.token);
    const lie = sessionFacts({ sessionId: session.sessionId, status: 'exited' });
    for (let i = 0; i < 3; i++) {
      expect(codeOf(await daemon.socket.ask('session', lie))).toBe('forbidden_session');
    }
    await daemon.socket.closed;
    expect(hub.hub.fleet.session(session.sessionId)).toEqual(session);
    const audited = hub.audit().filter(({ action }) => action === 'forbidden_session');
    expect(audited).toHaveLength(3);
  });

  it('[B28] that talks nonsense is told so, and thrown out when it goes on', async () => {
    const { hub, host } = await hubWithHost({ rates: { invalidMessagesPerMinute: 3 } });
    await using _ = hub;
    const daemon = await hub.daemon(host.token);
    expect(codeOf(await daemon.socket.ask('surprise'))).toBe('unknown_event');
    expect(codeOf(await daemon.socket.ask('session', {}))).toBe('invalid_payload');
    daemon.socket.tell('frame', new Uint8Array([1, 2, 3]));
    await daemon.socket.closed;
  });

  it('tells changed facts of its host', async () => {
    const { hub, host } = await hubWithHost();
    await using _ = hub;
    const daemon = await hub.daemon(host.token);
    const viewer = await hub.viewer();
    await daemon.socket.ask('host', { ...hostFacts, hostname: 'renamed' });
    await viewer.take<Host>('host', ({ facts }) => facts?.hostname === 'renamed');
  });

  it('[F17] that falls silent is taken for offline after the ping timeout', async () => {
    const { hub, host } = await hubWithHost({ timings: { pingInterval: 100, pingTimeout: 100 } });
    await using _ = hub;
    const daemon = await hub.daemon(host.token);
    const viewer = await hub.viewer();
    daemon.socket.fallSilent();
    await viewer.take<Host>('host', ({ online }) => !online);
  });
});

describe('what processes use', () => {
  const use = (sessionId: string) => ({ sessionId, cpu: 1.5, memoryBytes: 4_096, processes: 3 });

  it('is told to pages at once, as the daemon tells it', async () => {
    const { hub, host } = await hubWithHost();
    await using _ = hub;
    const daemon = await hub.daemon(host.token);
    const { sessionId } = await hub.spawn(host.hostId);
    const viewer = await hub.viewer();
    expect(codeOf(await daemon.socket.ask('processes', [use(sessionId)]))).toBe('ok');
    expect(await viewer.take('processes')).toEqual([use(sessionId)]);
  });

  it('[F67] is refused as a whole when one of the sessions is another host’s, and nothing reaches a page', async () => {
    const { hub, host } = await hubWithHost();
    await using _ = hub;
    await hub.daemon(host.token);
    const foreign = await hub.spawn(host.hostId);
    const rogue = await hub.daemon(hub.registerHost('rogue').token, [sessionFacts()]);
    const viewer = await hub.viewer();
    const [own = ''] = rogue.sessions.keys();
    const told = [use(own), use(foreign.sessionId)];
    expect(codeOf(await rogue.socket.ask('processes', told))).toBe('forbidden_session');
    expect(codeOf(await rogue.socket.ask('processes', [use(own)]))).toBe('ok');
    expect(await viewer.take('processes')).toEqual([use(own)]);
  });
});

describe('[F64] a second daemon with the same token', () => {
  it('is refused while the first one answers', async () => {
    const { hub, host } = await hubWithHost();
    await using _ = hub;
    const first = await hub.daemon(host.token);
    const second = await hub.openDaemon(host.token);
    expect(codeOf(await second.hello())).toBe('host_already_connected');
    await second.socket.closed;
    expect(first.socket.isConnected).toBe(true);
    const actions = hub.audit().map(({ action }) => action);
    expect(actions).toContain('host_already_connected');
  });

  it('takes over from one that does not answer', async () => {
    const { hub, host } = await hubWithHost({ timings: { leaseProbe: 200 } });
    await using _ = hub;
    const first = await hub.daemon(host.token);
    first.socket.fallSilent();
    const second = await hub.openDaemon(host.token);
    expect(codeOf(await second.hello())).toBe('ok');
    expect(hub.hub.fleet.host(host.hostId).online).toBe(true);
  });

  it('takes over at once when it is the same program, come again', async () => {
    const { hub, host } = await hubWithHost();
    await using _ = hub;
    const instanceId = randomUUID();
    const first = await hub.openDaemon(host.token);
    await first.hello({ instanceId });
    const second = await hub.openDaemon(host.token);
    expect(codeOf(await second.hello({ instanceId }))).toBe('ok');
    await first.socket.closed;
    expect(hub.hub.fleet.host(host.hostId).online).toBe(true);
  });
});
