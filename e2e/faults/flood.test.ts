import { randomBytes } from 'node:crypto';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Spooled, sha256 } from '../harness/spool.ts';
import { LONG, Stage } from '../harness/stage.ts';
import type { Viewer } from '../harness/viewer.ts';

const POUR = join(import.meta.dirname, '../harness/pour.ts');

const MB = 1_000_000;
/** Of the spool (64 MiB), with the segment that is being written and the marks beside it. */
const MAX_DISK_BYTES = 67 * 1024 * 1024;

/** Presses Ctrl-C, and again when the machine was so busy that it came too late to be taken. */
async function interrupts(viewer: Viewer): Promise<void> {
  const { length } = viewer.inputResults;
  viewer.type('\x03');
  await viewer.until(() => viewer.inputResults.length > length, 60_000);
  if (viewer.inputResults.at(-1)?.refused?.code === 'input_stale') await interrupts(viewer);
}

/** A session that answers while another one floods. */
async function neighbour(stage: Stage): Promise<{ answers(): Promise<void> }> {
  const { sessionId } = await stage.person.bash(stage.drover, 'neighbour');
  const viewer = stage.view(sessionId);
  await viewer.shows('projects/neighbour');
  let asked = 0;
  return {
    async answers() {
      asked++;
      viewer.type(`echo answer""${asked}\r`);
      await viewer.shows(`answer${asked}`);
    },
  };
}

function spoolBytes(stage: Stage, { sessionId }: Viewer): number {
  const dir = join(stage.drover.stateDir, 'sessions', sessionId, 'spool');
  return readdirSync(dir).reduce((sum, name) => sum + statSync(join(dir, name)).size, 0);
}

const atPrompt = (viewer: Viewer) => () => /[#$] $/.test(viewer.received.at(-1)?.toString() ?? '');

it(`[F41] ${LONG ? 100 : 5} MB of random bytes are, to the byte, in the spool and at a viewer`, async () => {
  await using stage = await Stage.open();
  const other = await neighbour(stage);
  const { sessionId, viewer } = await stage.bash({ draws: false });
  const screen = stage.view(sessionId);
  await screen.shows('projects/project');
  const noise = randomBytes((LONG ? 100 : 5) * MB);
  writeFileSync(join(stage.drover.home, 'noise'), noise);
  // The session ends with it, so that no shell executes what the noise made the terminal answer.
  viewer.type(`stty raw -echo; exec ${process.execPath} ${POUR} ~/noise ${3 * MB}\r`);
  await other.answers();
  await viewer.until(() => viewer.hasEnd, 180_000);
  await screen.until(() => screen.hasEnd, 180_000);
  await other.answers();

  const spooled = new Spooled(stage.drover, sessionId);
  const noiseAt = spooled.end - noise.length;
  const noiseFrom = (offset: number) => sha256(noise.subarray(offset - noiseAt));
  const kept = Math.max(spooled.floor, noiseAt);
  expect(sha256(spooled.read(kept))).toBe(noiseFrom(kept));
  // On a busy machine it may have been reset to now, once or more.
  const seen = Math.max(viewer.receivedFrom, noiseAt);
  expect(sha256(viewer.bytes.subarray(seen - viewer.receivedFrom))).toBe(noiseFrom(seen));
}, 300_000);

it('[F42] a flood keeps to its quota, leaves its neighbours alone and ends with Ctrl-C', async () => {
  await using stage = await Stage.open();
  const other = await neighbour(stage);
  const { viewer } = await stage.bash();
  const floodsUntil = performance.now() + (LONG ? 60_000 : 0);
  viewer.type(`yes ${'flood '.repeat(20)}\r`);
  await viewer.until(() => viewer.offset > MB);
  do await other.answers();
  while (viewer.offset < 80 * MB || performance.now() < floodsUntil);
  expect(spoolBytes(stage, viewer)).toBeLessThan(MAX_DISK_BYTES);
  expect(new Spooled(stage.drover, viewer.sessionId).floor).toBeGreaterThan(0);
  expect(viewer.detached).toBeUndefined();
  await interrupts(viewer);
  await viewer.until(atPrompt(viewer), 60_000);
  await other.answers();
});

it(`[F43] one line of ${LONG ? 200 : 20} MB costs no more than many short ones, and ends with Ctrl-C`, async () => {
  await using stage = await Stage.open();
  const other = await neighbour(stage);
  const { viewer } = await stage.bash();
  const bytes = (LONG ? 200 : 20) * MB;
  viewer.type(`head -c ${bytes} /dev/zero | tr '\\0' x; echo; echo line""end\r`);
  await viewer.until(() => viewer.offset > MB);
  await other.answers();
  await viewer.shows('lineend', 120_000);
  expect(viewer.offset).toBeGreaterThan(bytes);
  expect(spoolBytes(stage, viewer)).toBeLessThan(MAX_DISK_BYTES);
  viewer.type(`tr '\\0' x < /dev/zero\r`);
  await viewer.until(() => viewer.offset > bytes + MB);
  await interrupts(viewer);
  await viewer.until(atPrompt(viewer), 60_000);
});
