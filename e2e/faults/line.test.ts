import { expect, it } from 'vitest';
import { produce } from '../harness/produced.ts';
import { FaultProxy, type Way } from '../harness/proxy.ts';
import { Random } from '../harness/random.ts';
import { LONG, Stage } from '../harness/stage.ts';

const RESETS = LONG ? 200 : 20;

/** More than a fresh attach carries, so that some resets hit it and some the stream that follows. */
const MAX_BYTES_BEFORE_RESET: Record<Way, number> = { toClient: 60_000, toServer: 1_000 };

const WAYS = ['toClient', 'toServer'] as const;

it('[F17] a page whose line swallows all bytes of one way is noticed on both sides, and comes back', async () => {
  await using stage = await Stage.open();
  await using deaf = await FaultProxy.start(stage.drover.url);
  await using mute = await FaultProxy.start(stage.drover.url);
  const { sessionId, viewer } = await stage.bash();
  const others = [deaf, mute].map((line) => stage.view(sessionId, { via: line.url }));
  await Promise.all(others.map((other) => other.shows('projects/project')));
  deaf.swallow('toClient');
  mute.swallow('toServer');
  viewer.type(produce(100_032));
  await Promise.all(others.map((other) => other.until(() => !other.isConnected, 30_000)));
  await expect.poll(async () => (await stage.person.session(sessionId)).viewers).toBe(1);
  for (const line of [deaf, mute]) {
    line.heal();
    line.reset(); // of attempts to come back whose first bytes were swallowed
  }
  await Promise.all(others.map((other) => other.shows('finished')));
  for (const one of [viewer, ...others]) stage.expectExact(one, { produced: 100_032 });
});

it('[F17] a daemon whose line swallows all bytes of one way is taken for offline, and comes back', async () => {
  await using daemonLine = await FaultProxy.start();
  await using stage = await Stage.open({ daemonLine });
  const { viewer } = await stage.bash();
  const isOnline = async () => {
    const { hosts } = await stage.person.ask<{ hosts: { online: boolean }[] }>('GET', '/hosts');
    return hosts[0]?.online;
  };
  viewer.type(produce(900_032, 100_000));
  await viewer.until(() => viewer.offset > 10_000);
  for (const way of WAYS) {
    await viewer.comesBackAfter(async () => {
      daemonLine.swallow(way);
      await expect.poll(isOnline, { timeout: 30_000, interval: 20 }).toBe(false);
      daemonLine.heal();
    }, 30_000);
    expect(await isOnline()).toBe(true);
  }
  await viewer.shows('finished', 60_000);
  stage.expectExact(viewer, { produced: 900_032 });
});

it(`[F18] a page's line that is reset at ${RESETS} random bytes costs no byte and doubles none`, async () => {
  await using stage = await Stage.open();
  await using line = await FaultProxy.start(stage.drover.url);
  const { viewer } = await stage.bash({ via: line.url });
  const random = new Random();
  viewer.type(produce(1_000_000_000, 300_000));
  await viewer.until(() => viewer.offset > 10_000);
  for (let reset = 0; reset < RESETS; reset++) {
    const way = random.pick(WAYS);
    const bytes = random.below(MAX_BYTES_BEFORE_RESET[way]);
    await viewer.comesBackAfter(() => line.resetAfter(bytes, way), 30_000);
  }
  viewer.type('\x03');
  await viewer.until(() => /[#$] $/.test(viewer.received.at(-1)?.toString() ?? ''));
  stage.expectExact(viewer);
});

it("[F18] a daemon's line that is reset in the middle of frames costs no byte and doubles none", async () => {
  await using daemonLine = await FaultProxy.start();
  await using stage = await Stage.open({ daemonLine });
  const { viewer } = await stage.bash();
  const random = new Random();
  viewer.type(produce(1_000_000_000, 300_000));
  await viewer.until(() => viewer.offset > 10_000);
  for (let reset = 0; reset < RESETS / 5; reset++) {
    const way = random.pick(WAYS);
    const bytes = random.below(MAX_BYTES_BEFORE_RESET[way]);
    await viewer.comesBackAfter(() => daemonLine.resetAfter(bytes, way), 30_000);
  }
  viewer.type('\x03');
  await viewer.until(() => /[#$] $/.test(viewer.received.at(-1)?.toString() ?? ''));
  stage.expectExact(viewer);
});

it('[F21] a viewer that stops reading is detached as too slow; it may come back, and others saw nothing of it', async () => {
  await using stage = await Stage.open({ stalledViewerMs: 1_500 });
  const { sessionId, viewer } = await stage.bash();
  const stalled = stage.view(sessionId);
  await stalled.shows('projects/project');
  stalled.acknowledges = false;
  viewer.type(produce(900_032, 300_000));
  await stalled.until(() => stalled.detached !== undefined);
  expect(stalled.detached?.reason.code).toBe('slow_consumer');
  expect(stalled.isConnected).toBe(true);
  await viewer.shows('finished');
  await expect.poll(async () => (await stage.person.session(sessionId)).viewers).toBe(1);

  stalled.acknowledges = true;
  await stalled.attach();
  await stalled.shows('finished');
  expect(stalled.text).toBe(viewer.text);
  expect(viewer.resets).toEqual(['start']);
  stage.expectExact(viewer, { produced: 900_032 });
});
