import { describe, expect, it } from 'vitest';
import { sessionFacts } from '../testing/facts.ts';
import type { TestHub } from '../testing/test-hub.ts';
import { watched } from '../testing/watched.ts';

const fault = () => {
  throw new Error('injected');
};

async function metricOf(hub: TestHub, name: string): Promise<string | undefined> {
  const { body } = await hub.ask({ path: '/metrics' });
  return new RegExp(`^${RegExp.escape(name)} (.*)$`, 'm').exec(String(body))?.[1];
}

describe('a fault of the hub', () => {
  it('[F14] in what a page asks for ends that connection with `internal`, is counted, and harms nobody else', async () => {
    const { hub, daemon, session, viewer } = await watched();
    await using _ = hub;
    const other = await hub.viewer();
    hub.hub.relay.attach = fault;
    expect(await metricOf(hub, 'drover_handler_failures_total')).toBe('0');
    expect(await viewer.attach(session.sessionId)).toMatchObject({ ok: false, error: { code: 'internal' } });
    await viewer.socket.closed;
    expect(await metricOf(hub, 'drover_handler_failures_total')).toBe('1');
    expect(await metricOf(hub, 'drover_refused_messages_total{code="internal"}')).toBe('1');
    expect([other.socket.isConnected, daemon.socket.isConnected]).toEqual([true, true]);
  });

  it('[F14] in what a daemon tells ends that connection with `internal`, and it may come again', async () => {
    const { hub, host, daemon, session, viewer } = await watched();
    await using _ = hub;
    hub.hub.fleet.sessionTold = fault;
    const answer = await daemon.socket.ask('session', sessionFacts({ sessionId: session.sessionId }));
    expect(answer).toMatchObject({ ok: false, error: { code: 'internal' } });
    await daemon.socket.closed;
    expect(await metricOf(hub, 'drover_handler_failures_total')).toBe('1');
    expect(viewer.socket.isConnected).toBe(true);
    await hub.daemon(host.token);
  });

  it('[F14] in what nobody waits for is counted, and no more', async () => {
    const { hub, daemon, viewer } = await watched();
    await using _ = hub;
    hub.hub.relay.viewerLeft = fault;
    viewer.close();
    await expect.poll(() => metricOf(hub, 'drover_handler_failures_total')).toBe('1');
    expect(daemon.socket.isConnected).toBe(true);
  });

  it('in a request is counted', async () => {
    const { hub, session } = await watched();
    await using _ = hub;
    hub.hub.fleet.session = fault;
    expect(await hub.ask({ path: `/api/sessions/${session.sessionId}` })).toMatchObject({ status: 500 });
    await expect.poll(() => metricOf(hub, 'drover_handler_failures_total')).toBe('1');
  });
});
