import { expect, it } from 'vitest';
import { isAlive } from '../harness/proc.ts';
import { produce } from '../harness/produced.ts';
import { SmallDisk } from '../harness/small-disk.ts';
import { LONG, Stage } from '../harness/stage.ts';

const MiB = 1024 * 1024;

it('[F29] a full disk of the daemon costs history, marked as a gap, but neither kills nor blocks an agent', async ({
  skip,
}) => {
  await using disk = await SmallDisk.mount(32 * MiB, skip);
  await using stage = await Stage.open({ daemonDisk: disk });
  const { viewer, holder } = await stage.bash();
  const other = await stage.bash();
  const bytes = LONG ? 20_000_000 : 4_000_000;
  viewer.type(produce(bytes, bytes / 8));
  await viewer.until(() => viewer.offset > bytes / 8);

  disk.fill();
  await viewer.until(() => viewer.resets.includes('floor'), 30_000);
  expect(isAlive(holder.agentPid)).toBe(true);
  await expect(stage.person.bash(stage.drover)).rejects.toThrow('storage_full');
  expect(await stage.person.stop(other.sessionId)).toMatchObject({ reason: { code: 'stopped' } });
  disk.free();
  await viewer.shows('finished', 60_000);
  viewer.type('echo still""here\r');
  await viewer.shows('stillhere');
  stage.expectExact(viewer, { produced: bytes });
});
