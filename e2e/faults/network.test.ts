import { expect, it } from 'vitest';
import { produce } from '../harness/produced.ts';
import { FaultProxy } from '../harness/proxy.ts';
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
