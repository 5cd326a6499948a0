import { expect, it } from 'vitest';
import { holderSockets } from '../harness/holder.ts';
import { isAlive, processesWith } from '../harness/proc.ts';
import { produce } from '../harness/produced.ts';
import { LONG, Stage } from '../harness/stage.ts';

it('[F4] a session whose holder is killed is lost with its agent, and readable to its last byte', async () => {
  await using stage = await Stage.open();
  const { sessionId, viewer, holder } = await stage.bash();
  const other = await stage.bash();
  viewer.type(produce(64_000_000, 500_000));
  await viewer.until(() => viewer.offset > 500_000);

  holder.kill();
  await viewer.until(() => viewer.hasEnd, 10_000);
  await expect
    .poll(() => stage.person.session(sessionId))
    .toMatchObject({
      status: 'lost',
      reason: { code: 'holder_died' },
    });
  expect(isAlive(holder.agentPid)).toBe(false);
  expect(processesWith([`DROVER_SESSION_ID=${sessionId}`])).toEqual([]);
  expect(holderSockets(stage.drover)).toHaveLength(1);
  const late = stage.view(sessionId);
  await late.until(() => late.hasEnd);
  stage.expectExact(late);
  other.viewer.type('echo still""here\r');
  await other.viewer.shows('stillhere');
});

const ENDINGS = LONG ? 200 : 16;
const AT_ONCE = 8;
const LAST_WORDS = `${'0'.repeat(19_999)}7`;

it('[F10] every byte of an agent that prints and exits at once comes before its end', async () => {
  await using stage = await Stage.open();
  for (let round = 0; round < ENDINGS / AT_ONCE; round++) {
    const sessions = await Promise.all(Array.from({ length: AT_ONCE }, () => stage.bash({ draws: false })));
    for (const { viewer } of sessions) viewer.type('exec /usr/bin/printf %020000d 7\r');
    for (const { viewer } of sessions) {
      await viewer.until(() => viewer.hasEnd);
      expect(viewer.bytes.toString().endsWith(LAST_WORDS)).toBe(true);
      stage.expectExact(viewer);
      viewer.close();
    }
  }
});
