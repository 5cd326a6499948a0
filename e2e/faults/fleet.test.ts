import type { Host, Session } from '@drover/protocol';
import { expect, it } from 'vitest';
import { Holder, holderSockets } from '../harness/holder.ts';
import { isAlive } from '../harness/proc.ts';
import { produce } from '../harness/produced.ts';
import { FaultProxy } from '../harness/proxy.ts';
import { Random } from '../harness/random.ts';
import { LONG, Stage } from '../harness/stage.ts';

const TABS = 50;

it('[F9] tabs that are closed, reloaded or die while a session prints leave no attachment behind', async () => {
  await using stage = await Stage.open();
  await using proxy = await FaultProxy.start(stage.drover.url);
  const { sessionId, viewer } = await stage.bash();
  const random = new Random();
  const before = { hub: stage.drover.hub.account.fds, daemon: stage.drover.daemon.account.fds };
  viewer.type(produce(LONG ? 50_000_000 : 3_200_000, LONG ? 1_000_000 : 400_000));
  for (let tab = 0; tab < TABS; tab++) {
    const other = stage.view(sessionId, { via: proxy.url, draws: false });
    await other.until(() => other.arrivals > 0);
    await random.wait(100);
    if (tab % 3 === 0) await other.comesBackAfter(() => proxy.reset());
    if (tab % 3 === 1) other.cut();
    other.close();
  }
  await viewer.shows('finished', 90_000);
  await expect.poll(async () => (await stage.person.session(sessionId)).viewers, { timeout: 5_000 }).toBe(1);
  await expect.poll(() => stage.drover.hub.account.fds).toBeLessThanOrEqual(before.hub + 1);
  await expect.poll(() => stage.drover.daemon.account.fds).toBeLessThanOrEqual(before.daemon + 1);
});

const SESSIONS = LONG ? 100 : 20;
const VIEWERS = 10;

it('[F24] a hub restarted with many live sessions has them all again at once, none lost and none too many', async () => {
  await using stage = await Stage.open();
  const projectDir = await stage.drover.createProject('many');
  const started: Session[] = [];
  while (started.length < SESSIONS) {
    const four = Array.from({ length: 4 }, () => stage.person.spawn({ profile: 'bash', projectDir }));
    started.push(...(await Promise.all(four)));
  }
  const viewers = started.slice(0, VIEWERS).map(({ sessionId }) => stage.view(sessionId));
  await Promise.all(viewers.map((viewer) => viewer.shows('projects/many')));

  await stage.drover.hub.kill();
  await stage.drover.startHub();
  const running = async () => {
    const { hosts } = await stage.person.ask<{ hosts: Host[] }>('GET', '/hosts');
    const { sessions } = await stage.person.ask<{ sessions: Session[] }>('GET', '/sessions');
    return hosts[0]?.online ? sessions.filter(({ status }) => status === 'running').length : 0;
  };
  await expect.poll(running, { timeout: LONG ? 5_000 : 20_000 }).toBe(SESSIONS);
  expect(holderSockets(stage.drover)).toHaveLength(SESSIONS);
  expect(started.every(({ sessionId }) => isAlive(Holder.of(stage.drover, sessionId).pid))).toBe(true);
  await Promise.all(viewers.map((viewer) => viewer.until(() => viewer.arrivals > 1)));
  for (const viewer of viewers) viewer.type('echo back""again\r');
  await Promise.all(viewers.map((viewer) => viewer.shows('backagain')));
});
