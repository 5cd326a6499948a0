import { WINDOW_BYTES } from '@drover/protocol';
import { expect, it } from 'vitest';
import { produce } from '../harness/produced.ts';
import { FaultProxy } from '../harness/proxy.ts';
import { Random } from '../harness/random.ts';
import { Spooled } from '../harness/spool.ts';
import { LONG, Stage } from '../harness/stage.ts';

it('[F15] a line cut for long comes back without gap, and what was typed meanwhile is never delivered', async () => {
  await using stage = await Stage.open();
  await using proxy = await FaultProxy.start(stage.drover.url);
  const { viewer } = await stage.bash({ via: proxy.url });
  viewer.type(produce(900_032, 100_000));
  await viewer.until(() => viewer.offset > 50_000);
  proxy.cut();
  viewer.type('echo typed while""cut\r');
  await viewer.until(() => !viewer.isConnected, 30_000);
  if (LONG) await new Promise((resolve) => setTimeout(resolve, 30_000));
  const { arrivals } = viewer;
  proxy.heal();
  await viewer.until(() => viewer.arrivals > arrivals);
  await viewer.shows('finished', 60_000);
  viewer.type('echo after the""cut\r');
  await viewer.shows('after thecut');
  stage.expectExact(viewer, { produced: 900_032 });
  expect(viewer.bytes.toString()).not.toContain('typed while');
});

it('[F17] a line that swallows everything is noticed on both sides', async () => {
  await using stage = await Stage.open();
  await using proxy = await FaultProxy.start(stage.drover.url);
  const { sessionId, viewer } = await stage.bash({ via: proxy.url });
  await expect.poll(async () => (await stage.person.session(sessionId)).viewers).toBe(1);
  proxy.cut();
  await viewer.until(() => !viewer.isConnected, 15_000);
  await expect.poll(async () => (await stage.person.session(sessionId)).viewers, { timeout: 15_000 }).toBe(0);
});

it('[F20] a slow viewer does not slow the agent or a fast viewer, and is reset to now instead of buffered', async () => {
  await using stage = await Stage.open();
  await using proxy = await FaultProxy.start(stage.drover.url);
  const { sessionId, viewer: fast } = await stage.bash();
  const slow = stage.view(sessionId, { via: proxy.url });
  await slow.shows('projects/project');
  proxy.throttle(10_000);
  const bytes = LONG ? 400_000_000 : 40_000_000;
  fast.type(produce(bytes));
  await fast.shows('finished', 180_000);
  stage.expectInvariants();
  expect(slow.bytes.length).toBeLessThan(2_000_000);
  proxy.throttle(Number.POSITIVE_INFINITY);
  await slow.shows('finished', 60_000);
  expect(['lag', 'far', 'floor']).toContain(slow.resets.at(-1));
  stage.expectExact(fast, { produced: bytes });
  stage.expectExact(slow);
});

it('[F16] a daemon that is cut off while more is printed than it keeps brings its viewer back with one reset that names the floor', async () => {
  await using line = await FaultProxy.start();
  await using stage = await Stage.open({ daemonLine: line });
  const { sessionId, viewer } = await stage.bash();
  const bytes = LONG ? 200_000_000 : 80_000_000; // a spool keeps 64 MiB
  viewer.type(produce(bytes));
  await viewer.until(() => viewer.offset > 100_000);
  line.cut();
  await viewer.until(() => viewer.detached !== undefined, 30_000);
  expect(viewer.detached?.reason.code).toBe('host_offline');
  const { offset } = viewer;
  await expect
    .poll(() => new Spooled(stage.drover, sessionId).end, { timeout: 90_000 })
    .toBeGreaterThan(bytes);
  stage.expectInvariants();
  const { floor } = new Spooled(stage.drover, sessionId);
  expect(floor).toBeGreaterThan(offset);

  await viewer.comesBackAfter(() => line.heal(), 60_000);
  await viewer.shows('finished');
  expect(viewer.resets).toEqual(['start', 'floor']);
  expect(viewer.receivedFrom).toBeGreaterThan(floor);
  viewer.type('echo still""here\r');
  await viewer.shows('stillhere');
  stage.expectExact(viewer, { produced: bytes });
});

/** A window is underway to a viewer at a time: with each more of them, an echo has waited another round trip. */
const A_FEW_WINDOWS = 8 * WINDOW_BYTES;

it('[F19] over a line of 400 ms that stalls now and then, an echo comes while another session streams', async () => {
  await using line = await FaultProxy.start();
  await using stage = await Stage.open({ daemonLine: line });
  const { viewer: streaming } = await stage.bash();
  const typing = await stage.bash();
  const random = new Random();
  line.delay(200); // each way
  const bytes = 20_000_000;
  streaming.type(produce(bytes, 2_000_000));
  await streaming.until(() => streaming.payloadBytes > 2 * WINDOW_BYTES);
  for (let key = 0; key < 5; key++) {
    const { payloadBytes } = streaming;
    typing.viewer.type(`echo ${key}""th\r`);
    await typing.viewer.shows(`${key}th`);
    expect(streaming.payloadBytes - payloadBytes).toBeLessThan(A_FEW_WINDOWS);
    line.cut();
    await random.wait(300);
    line.heal();
    line.delay(200);
  }
  expect(streaming.text).not.toContain('finished');
  line.heal();
  await streaming.shows('finished', 60_000);
  stage.expectExact(streaming, { produced: bytes });
});
