import { randomUUID } from 'node:crypto';
import { type Answer, encodeStreamFrame, type Host } from '@drover/protocol';
import { describe, expect, it } from 'vitest';
import { offlineHost, sessionFacts, shownSession } from '../testing/facts.ts';
import { Daemons } from './daemons.ts';
import type { Daemon, Viewer } from './ports.ts';
import { Relay } from './relay.ts';

const hostId = randomUUID();
const session = shownSession(sessionFacts(), hostId);
const host: Host = { ...offlineHost(hostId), online: true };
const size = { cols: 80, rows: 24 };

/** A relay with one daemon, which answers attaches when the test says so. */
function relayWithDaemon() {
  const told: unknown[][] = [];
  const attached = Promise.withResolvers<Answer>();
  const daemon: Daemon = {
    hostId,
    instanceId: randomUUID(),
    command: () => Promise.reject(new Error('not asked for here')),
    attach: () => attached.promise,
    tell: (...message) => void told.push(message),
    input: () => {},
  };
  const daemons = new Daemons();
  daemons.add(daemon);
  const fleet = { session: () => session, host: () => host };
  const relay = new Relay({ daemons, fleet, clock: Date.now, attachDeadlineMs: 5_000 });
  return { relay, daemons, daemon, told, answer: attached.resolve };
}

function viewer(): Viewer & { received: unknown[] } {
  const received: unknown[] = [];
  return {
    viewerId: randomUUID(),
    name: 'ada',
    role: 'operator',
    received,
    tell: (...message) => void received.push(message),
    frame: (frame) => void received.push(frame),
    pictures: () => {},
  };
}

describe('the relay', () => {
  it('forgets a viewer that goes away while it is being attached', async () => {
    const { relay, told, answer } = relayWithDaemon();
    const ada = viewer();
    const attachId = randomUUID();
    const attaching = relay.attach(ada, {
      attachId,
      sessionId: session.sessionId,
      size,
      from: null,
      hadControl: false,
    });
    relay.viewerLeft(ada);
    answer({ ok: true, value: undefined });
    await attaching;
    expect(relay.size).toBe(0);
    expect(told).toEqual([['detach', { attachId }]]);
  });

  it('takes the same attachId again while an older attach of it fails', async () => {
    const { relay, answer } = relayWithDaemon();
    const ada = viewer();
    const request = {
      attachId: randomUUID(),
      sessionId: session.sessionId,
      size,
      from: null,
      hadControl: false,
    };
    const failing = relay.attach(ada, request);
    relay.detach(ada, request.attachId);
    const second = relay.attach(ada, request);
    answer({ ok: false, error: { code: 'session_ended', message: 'It ended.' } });
    await expect(failing).rejects.toThrow('It ended.');
    await expect(second).rejects.toThrow('It ended.');
    expect(relay.size).toBe(0);
  });

  it('drops output that was on its way when its viewer detached', async () => {
    const { relay, answer } = relayWithDaemon();
    const ada = viewer();
    const attachId = randomUUID();
    answer({ ok: true, value: undefined });
    await relay.attach(ada, { attachId, sessionId: session.sessionId, size, from: null, hadControl: false });
    relay.detach(ada, attachId);
    relay.frame(
      hostId,
      encodeStreamFrame({ kind: 'resume', attachId, epoch: '00ff12ab34cd56ef', offset: 0 }),
    );
    expect(ada.received).toEqual([]);
  });

  it('tells each viewer when the host goes away, and nobody twice', async () => {
    const { relay, daemons, daemon, answer } = relayWithDaemon();
    const [ada, bob] = [viewer(), viewer()];
    answer({ ok: true, value: undefined });
    for (const watcher of [ada, bob]) {
      await relay.attach(watcher, {
        attachId: randomUUID(),
        sessionId: session.sessionId,
        size,
        from: null,
        hadControl: false,
      });
    }
    daemons.remove(daemon);
    relay.hostLeft(hostId);
    relay.hostLeft(hostId);
    expect([ada.received, bob.received]).toMatchObject([[['detached', {}]], [['detached', {}]]]);
    expect(relay.size).toBe(0);
  });
});
