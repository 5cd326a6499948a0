import { randomUUID } from 'node:crypto';
import type { Session } from '@drover/protocol';
import { expect, it } from 'vitest';
import { holderSockets } from '../harness/holder.ts';
import { produce } from '../harness/produced.ts';
import { LONG, Stage } from '../harness/stage.ts';

const ASLEEP_MS = LONG ? 60_000 : 8_000;
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

it('[F7] a hub that sleeps and wakes is found again once, and does once what was asked of it twice', async () => {
  await using stage = await Stage.open();
  const { viewer } = await stage.bash();
  viewer.type(produce(1_920_000, 200_000));
  await viewer.until(() => viewer.offset > 100_000);
  const { hosts } = await stage.person.ask<{ hosts: { hostId: string }[] }>('GET', '/hosts');
  const projectDir = await stage.drover.createProject('twice');
  const wish = { commandId: randomUUID(), hostId: hosts[0]?.hostId, profile: 'bash', projectDir };
  /** Without an answer the same is asked again, as a page does. */
  const ask = () => stage.person.ask<Session>('POST', '/sessions', wish);
  const persist = () => ask().catch(ask);

  const asked: Promise<Session>[] = [];
  await viewer.comesBackAfter(async () => {
    stage.drover.hub.suspend();
    asked.push(persist());
    await sleep(ASLEEP_MS);
    asked.push(persist());
    stage.drover.hub.resume();
  }, 60_000);

  const [first, second] = await Promise.all(asked);
  expect(second?.sessionId).toBe(first?.sessionId);
  const statuses = async () => {
    const { sessions } = await stage.person.ask<{ sessions: Session[] }>('GET', '/sessions');
    return sessions.map(({ status }) => status);
  };
  await expect.poll(statuses).toEqual(['running', 'running']);
  expect(holderSockets(stage.drover)).toHaveLength(2);
  await viewer.shows('finished', 60_000);
  stage.expectExact(viewer, { produced: 1_920_000 });
  expect(stage.drover.daemon.output.match(/connected to the hub/g)).toHaveLength(2);
});
