import { randomUUID } from 'node:crypto';
import type { Session } from '@drover/protocol';
import { expect, it } from 'vitest';
import { holderSockets } from '../harness/holder.ts';
import { produce } from '../harness/produced.ts';
import { LONG, Stage } from '../harness/stage.ts';
import type { Viewer } from '../harness/viewer.ts';

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

it('[F8] a holder that sleeps is told as stalled, holds up no other session, and loses nothing', async () => {
  await using stage = await Stage.open();
  const { sessionId, viewer, holder } = await stage.bash();
  const { viewer: other } = await stage.bash();
  const reason = async () => (await stage.person.session(sessionId)).reason?.code;
  viewer.type(produce(1_920_000, 200_000));
  await viewer.until(() => viewer.offset > 100_000);
  const before = await slowEcho(other);

  holder.suspend();
  await expect.poll(reason).toBe('stalled');
  viewer.type('never delivered');
  await viewer.until(() => viewer.inputResults.at(-1)?.refused?.code === 'timeout');
  expect(await slowEcho(other)).toBeLessThan(Math.max(100, 2 * before));
  if (LONG) await sleep(30_000);
  holder.resume();
  await expect.poll(reason).toBe(undefined);

  await viewer.shows('finished', 60_000);
  stage.expectExact(viewer, { produced: 1_920_000 });
  expect(viewer.bytes.toString()).not.toContain('never delivered');
});

/** Milliseconds that 99 of 100 keys take at most until their echo is there. */
async function slowEcho(viewer: Viewer): Promise<number> {
  const times: number[] = [];
  for (let key = 0; key < 100; key++) {
    const { offset } = viewer;
    const typed = performance.now();
    viewer.type('k');
    await viewer.until(() => viewer.offset > offset);
    times.push(performance.now() - typed);
  }
  return times.sort((a, b) => a - b)[98] ?? Number.NaN;
}
