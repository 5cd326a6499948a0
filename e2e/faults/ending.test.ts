import { join } from 'node:path';
import { expect, it } from 'vitest';
import { isAlive, processesWith } from '../harness/proc.ts';
import { Stage } from '../harness/stage.ts';

const STUBBORN = join(import.meta.dirname, '../harness/stubborn.mjs');

it('[F51] an agent that ignores signals, forks away from its terminal and hides leaves nobody behind', async () => {
  await using stage = await Stage.open();
  const { sessionId, viewer, holder } = await stage.bash();
  viewer.type(`exec ${process.execPath} ${STUBBORN}\r`);
  await viewer.shows('all are here');
  const family = processesWith([STUBBORN]).map(({ pid }) => pid);
  expect(family).toHaveLength(5);

  expect(await stage.person.stop(sessionId)).toMatchObject({
    status: 'exited',
    exit: { signal: 'SIGKILL' },
    reason: { code: 'stopped' },
  });
  expect(family.filter(isAlive)).toEqual([]);
  await expect.poll(() => isAlive(holder.pid)).toBe(false);
  expect(stage.drover.daemon.account.zombies).toBe(0);
  expect(stage.drover.hub.account.zombies).toBe(0);
});
