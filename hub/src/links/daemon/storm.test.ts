import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { sessionFacts } from '../../testing/facts.ts';
import { TestHub } from '../../testing/test-hub.ts';

const HOSTS = 20;
const SESSIONS = 10;

it('[F23] twenty daemons with ten sessions each that return at once are all taken in, with all they have', async () => {
  await using hub = await TestHub.start();
  await hub.setUp();
  const hosts = Array.from({ length: HOSTS }, (_, index) => ({
    ...hub.registerHost(`host-${index}`),
    instanceId: randomUUID(),
    sessions: Array.from({ length: SESSIONS }, () => sessionFacts()),
  }));
  const arrive = async ({ token, instanceId, sessions }: (typeof hosts)[number]) => {
    const daemon = await hub.openDaemon(token, sessions);
    expect(await daemon.hello({ instanceId })).toMatchObject({ ok: true });
    return daemon;
  };
  const daemons = await Promise.all(hosts.map(arrive));
  const all = hub.hub.fleet.sessions();
  expect(all).toHaveLength(HOSTS * SESSIONS);

  const viewer = await hub.viewer();
  for (const daemon of daemons) daemon.close();
  await Promise.all(hosts.map(arrive));
  const isOnline = () => hub.hub.fleet.hosts().every(({ online }) => online);
  await expect.poll(isOnline).toBe(true);
  expect(hub.hub.fleet.sessions()).toEqual(all);
  expect(viewer.socket.isConnected).toBe(true);
  await hub.restart();
  await Promise.all(hosts.map(arrive));
  expect(
    hub.hub.fleet
      .sessions()
      .map(({ sessionId }) => sessionId)
      .sort(),
  ).toEqual(all.map(({ sessionId }) => sessionId).sort());
});
