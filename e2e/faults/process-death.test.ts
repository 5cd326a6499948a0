import { execFileSync } from 'node:child_process';
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Holder } from '../harness/holder.ts';
import { produce } from '../harness/produced.ts';
import { Random } from '../harness/random.ts';
import { LONG, Stage } from '../harness/stage.ts';

const KILLS = LONG ? 20 : 3;
const BYTES = LONG ? 50_000_000 : 384_000;
/** In the short form, what is printed while a program is away is always little enough to be sent raw. */
const BYTES_PER_SECOND = LONG ? 800_000 : 40_000;

it('[F1] a hub killed and restarted while a session prints costs no byte and doubles none', async () => {
  await using stage = await Stage.open();
  const { viewer } = await stage.bash();
  viewer.type(produce(BYTES, BYTES_PER_SECOND));
  const random = new Random();
  for (let kill = 0; kill < KILLS; kill++) {
    await random.wait(1_500);
    await viewer.comesBackAfter(async () => {
      await stage.drover.hub.kill();
      await stage.drover.startHub();
    });
  }
  await viewer.shows('finished', 120_000);
  stage.expectExact(viewer, { produced: BYTES });
  if (!LONG) expect(viewer.resets).toEqual(['start']);
});

it('[F2] a daemon killed and restarted goes on with the same agent, and no byte is lost', async () => {
  await using stage = await Stage.open();
  const { sessionId, viewer, holder } = await stage.bash();
  viewer.type(produce(BYTES, BYTES_PER_SECOND));
  const random = new Random();
  for (let kill = 0; kill < KILLS; kill++) {
    await random.wait(1_500);
    await viewer.comesBackAfter(async () => {
      await stage.drover.daemon.kill();
      await stage.drover.startDaemon();
    });
  }
  await viewer.shows('finished', 120_000);
  stage.expectExact(viewer, { produced: BYTES });
  if (!LONG) expect(viewer.resets).toEqual(['start']);
  expect(Holder.of(stage.drover, sessionId)).toEqual(holder);
  viewer.type('echo still""here\r');
  await viewer.shows('stillhere');
});

it.each(['hub', 'daemon'])(
  '[F3] hub and daemon killed together, the %s restarted first, cost no byte',
  async (first) => {
    await using stage = await Stage.open();
    const { viewer } = await stage.bash();
    viewer.type(produce(BYTES, BYTES_PER_SECOND));
    const random = new Random();
    for (let kill = 0; kill < KILLS; kill++) {
      await random.wait(1_500);
      await viewer.comesBackAfter(async () => {
        await Promise.all([stage.drover.hub.kill(), stage.drover.daemon.kill()]);
        if (first === 'hub') await stage.drover.startHub();
        const connected = stage.drover.startDaemon();
        if (first === 'daemon') {
          await stage.drover.daemon.says('no connection to the hub');
          await stage.drover.startHub();
        }
        await connected;
      });
    }
    await viewer.shows('finished', 120_000);
    stage.expectExact(viewer, { produced: BYTES });
    if (!LONG) expect(viewer.resets).toEqual(['start']);
  },
);

it('[F5] a daemon asked to end does so at once, and leaves agents and work alone', async () => {
  await using stage = await Stage.open();
  const { sessionId, viewer } = await stage.bash();
  const project = join(stage.drover.projectsRoot, 'project');
  writeFileSync(join(project, 'precious.txt'), 'not committed');
  const status = () =>
    execFileSync('git', ['-C', project, 'status', '--porcelain=v2', '--branch']).toString();
  const statusBefore = status();
  viewer.type('trap "echo sig""nalled" HUP INT TERM; echo arm""ed\r');
  await viewer.shows('armed');

  await viewer.comesBackAfter(async () => {
    const asked = performance.now();
    await stage.drover.daemon.stop();
    expect(performance.now() - asked).toBeLessThan(5_000);
    expect(stage.drover.daemon.output).toContain('sessions go on');
    await stage.drover.startDaemon();
  });
  viewer.type('echo still""here\r');
  await viewer.shows('stillhere');
  expect(viewer.text).not.toContain('signalled');
  expect(status()).toBe(statusBefore);
  expect((await stage.person.session(sessionId)).status).toBe('running');
});

it('[F6] a hub asked to end in a flood does so at once, with all it knows in its database file', async () => {
  await using stage = await Stage.open();
  const { viewer } = await stage.bash();
  viewer.type(produce(40_000_000));
  await viewer.until(() => viewer.offset > 1_000_000);
  await viewer.comesBackAfter(async () => {
    const asked = performance.now();
    await stage.drover.hub.stop();
    expect(performance.now() - asked).toBeLessThan(5_000);
    expect(stage.drover.hub.exit).toBe(0);
    expect(sizeOf(join(stage.drover.hubDir, 'hub.db-wal'))).toBe(0);
    await stage.drover.startHub();
  });
  await viewer.shows('finished', 60_000);
  stage.expectExact(viewer);
});

it('a session stopped while the hub was away is told as ended when it is back', async () => {
  await using stage = await Stage.open();
  const { sessionId, viewer } = await stage.bash();
  viewer.type('sleep 1; exit 5\r');
  await viewer.until(() => viewer.inputResults.length > 0);
  await stage.drover.hub.kill();
  const exitFile = join(stage.drover.stateDir, 'sessions', sessionId, 'exit.json');
  await expect.poll(() => existsSync(exitFile)).toBe(true);
  await stage.drover.startHub();
  await viewer.until(() => viewer.hasEnd);
  expect(await stage.person.session(sessionId)).toMatchObject({ status: 'exited', exit: { code: 5 } });
});

const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;
