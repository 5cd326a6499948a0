import { SessionList } from '@drover/protocol';
import { describe, expect, it } from 'vitest';
import { codeOf } from './testing/http-client.ts';
import { ADA, TestHub } from './testing/test-hub.ts';

const HOUR = 60 * 60 * 1_000;
const DAY = 24 * HOUR;

/** A hub whose clock is set by a test, with somebody logged in and a host online. */
async function hubWithClock() {
  let offset = 0;
  const hub = await TestHub.start({ clock: () => Date.now() + offset });
  await hub.setUp();
  const host = hub.registerHost();
  const daemon = await hub.daemon(host.token);
  const jump = (ms: number) => {
    offset += ms;
  };
  return { hub, host, daemon, jump };
}

const isLoggedIn = async (hub: TestHub) => (await hub.ask({ path: '/api/me' })).status === 200;

const sessionIds = async (hub: TestHub) =>
  SessionList.parse((await hub.ask({ path: '/api/sessions' })).body).sessions.map(
    ({ sessionId }) => sessionId,
  );

describe('[F36] the clock of the hub', () => {
  it.each([
    ['an hour back', -HOUR],
    ['a day ahead', DAY],
  ])('set %s ends no login, no connection and no session, and keeps their order', async (_what, ms) => {
    const { hub, host, daemon, jump } = await hubWithClock();
    await using _ = hub;
    const viewer = await hub.viewer();
    const first = await hub.spawn(host.hostId);
    jump(ms);
    const second = await hub.spawn(host.hostId);
    const order = [first.sessionId, second.sessionId];
    expect(await sessionIds(hub)).toEqual(order);
    expect(await isLoggedIn(hub)).toBe(true);
    expect([daemon.socket.isConnected, viewer.socket.isConnected]).toEqual([true, true]);
    await hub.restart();
    expect(await sessionIds(hub)).toEqual(order);
    expect(await isLoggedIn(hub)).toBe(true);
    await hub.daemon(host.token);
  });

  it('set back and right again ends no login either', async () => {
    const { hub, jump } = await hubWithClock();
    await using _ = hub;
    jump(-HOUR);
    expect(await isLoggedIn(hub)).toBe(true);
    await hub.hub.operations.upkeep.run();
    jump(HOUR);
    expect(await isLoggedIn(hub)).toBe(true);
  });

  it('set ten years ahead ends logins, and takes away no host and no account', async () => {
    const { hub, host, jump } = await hubWithClock();
    await using _ = hub;
    jump(3_650 * DAY);
    expect(await isLoggedIn(hub)).toBe(false);
    await hub.hub.operations.upkeep.run();
    await hub.restart();
    await hub.daemon(host.token);
    jump(-3_650 * DAY);
    await hub.restart();
    await hub.daemon(host.token);
    const body = { name: ADA.name, password: ADA.password };
    expect(await hub.post('/api/login', body)).toMatchObject({ status: 200 });
  });

  it.each([
    ['a day ahead', DAY],
    ['an hour back', -HOUR],
  ])('set %s closes the setup link, until a restart makes a new one', async (_what, ms) => {
    let offset = 0;
    await using hub = await TestHub.start({ clock: () => Date.now() + offset });
    const { code } = hub.hub.people.setup;
    offset = ms;
    expect(codeOf(await hub.post('/api/setup', { code, ...ADA }))).toBe('setup_closed');
    await hub.restart();
    await hub.setUp();
    expect(await isLoggedIn(hub)).toBe(true);
  });
});
