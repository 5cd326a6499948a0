import { expect, it } from 'vitest';
import { isAlive } from '../harness/proc.ts';
import { produce } from '../harness/produced.ts';
import { SmallDisk } from '../harness/small-disk.ts';
import { Spooled } from '../harness/spool.ts';
import { LONG, Stage } from '../harness/stage.ts';

const MiB = 1024 * 1024;

it('[F29] a full disk of the daemon neither kills nor blocks an agent, and its viewers lose nothing', async ({
  skip,
}) => {
  await using disk = await SmallDisk.mount(32 * MiB, skip);
  await using stage = await Stage.open({ daemonDisk: disk });
  const { sessionId, viewer, holder } = await stage.bash();
  const other = await stage.bash();
  const reason = async () => (await stage.person.session(sessionId)).reason;
  const bytes = 3_000_000; // less than memory keeps
  viewer.type(produce(bytes, bytes / 8));
  await viewer.until(() => viewer.offset > bytes / 8);

  disk.fill();
  await expect.poll(reason).toMatchObject({ code: 'history_degraded' });
  expect(isAlive(holder.agentPid)).toBe(true);
  await expect(stage.person.bash(stage.drover)).rejects.toThrow('storage_full');
  expect(await stage.person.stop(other.sessionId)).toMatchObject({ reason: { code: 'stopped' } });
  await viewer.shows('finished', 60_000);
  const late = stage.view(sessionId);
  await late.shows('finished');
  disk.free();
  await expect.poll(reason).toBeNull();
  viewer.type('echo still""here\r');
  await viewer.shows('stillhere');
  expect(viewer.resets).toEqual(['start']);
  stage.expectExact(viewer, { produced: bytes });
});

it('[F29] what neither disk nor memory can keep is gone for those who come later, and for nobody who watches', async ({
  skip,
}) => {
  await using disk = await SmallDisk.mount(32 * MiB, skip);
  await using stage = await Stage.open({ daemonDisk: disk, hasGaps: true });
  const { sessionId, viewer } = await stage.bash();
  const reason = async () => (await stage.person.session(sessionId)).reason;
  const bytes = LONG ? 40_000_000 : 8_000_000;
  disk.fill();
  viewer.type(produce(bytes, 2_000_000));
  await expect.poll(reason).toMatchObject({ code: 'history_degraded' });
  await viewer.shows('finished', 120_000);
  const late = stage.view(sessionId);
  await late.shows('finished');
  disk.free();
  await expect.poll(reason).toBeNull();
  viewer.type('echo still""here\r');
  await Promise.all([viewer.shows('stillhere'), late.shows('stillhere')]);

  expect(viewer.resets).toEqual(['start']);
  expect(late.receivedFrom).toBeGreaterThan(bytes - 4 * MiB);
  expect(new Spooled(stage.drover, sessionId).pieces(0, bytes)).toHaveLength(2);
});

it('[F29] a daemon starts on a full disk, and finds its sessions again', async ({ skip }) => {
  await using disk = await SmallDisk.mount(32 * MiB, skip);
  await using stage = await Stage.open({ daemonDisk: disk });
  const { viewer } = await stage.bash();
  disk.fill();
  await viewer.comesBackAfter(async () => {
    await stage.drover.daemon.kill();
    await stage.drover.startDaemon();
  });
  viewer.type('echo still""here\r');
  await viewer.shows('stillhere');
  disk.free();
});
