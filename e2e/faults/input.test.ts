import { MAX_INPUT_BYTES } from '@drover/protocol';
import { expect, it } from 'vitest';
import { LONG, Stage } from '../harness/stage.ts';

const PIECE = Buffer.alloc(MAX_INPUT_BYTES, 'a pasted line\r');

/** 100 MB, or 1.6. */
const FRAMES = LONG ? 6_400 : 100;

/** What a holder keeps for a program that does not read, and what the kernel keeps beside it. */
const MAX_WAITING_BYTES = 256 * 1024 + 16 * 1024;

it('[F44] a client that pastes without limit is told so for each frame, and thrown out after ten', async () => {
  await using stage = await Stage.open();
  const { sessionId, viewer } = await stage.bash();
  const hostile = stage.view(sessionId);
  await hostile.until(() => hostile.state?.viewers === 2);
  const tooLarge = Buffer.alloc(MAX_INPUT_BYTES + 1, 'x');
  for (let frame = 0; frame < 9; frame++) hostile.type(tooLarge);
  await hostile.until(() => hostile.inputResults.length === 9);
  const codes = hostile.inputResults.map(({ refused }) => refused?.code);
  expect(new Set(codes)).toEqual(new Set(['input_too_large']));
  expect(hostile.isConnected).toBe(true);
  for (let frame = 9; frame < FRAMES; frame++) hostile.type(tooLarge);
  await hostile.until(() => !hostile.isConnected);
  viewer.type('echo still""here\r');
  await viewer.shows('stillhere');
  expect(viewer.bytes.toString()).not.toContain('xxx');
});

it('[F45] of 1 MiB pasted into a program that never reads little is kept, and Ctrl-C reaches it', async () => {
  await using stage = await Stage.open();
  const { viewer, holder } = await stage.bash();
  viewer.type('stty -echo; clear; echo as""leep; sleep 1000; echo wo""ken; stty echo\r');
  await viewer.shows('asleep');
  const before = viewer.inputResults.length;
  for (let piece = 0; piece < 64; piece++) viewer.type(PIECE);
  const refused = () => viewer.inputResults.filter((result) => result.refused);
  await viewer.until(() => refused().length >= 64 - MAX_WAITING_BYTES / PIECE.length);
  expect(new Set(refused().map((result) => result.refused?.code))).toEqual(new Set(['input_backpressure']));

  // The processor time of a while, not the time that passes: a program that waits uses next to none.
  const spent = holder.account.cpuSeconds;
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  expect(holder.account.cpuSeconds - spent).toBeLessThan(0.1);

  viewer.type('\x03');
  await viewer.until(() => viewer.inputResults.length === before + 65);
  viewer.type('clear; echo in""terrupted\r');
  await viewer.shows('interrupted');
  expect(viewer.bytes.toString()).not.toContain('woken');
  expect(viewer.bytes.toString()).not.toContain('command not found');
});

it('[F45] a session whose program never reads a paste can be stopped', async () => {
  await using stage = await Stage.open();
  const { sessionId, viewer } = await stage.bash();
  viewer.type('stty raw -echo; echo as""leep; sleep 1000\r');
  await viewer.shows('asleep');
  for (let piece = 0; piece < 64; piece++) viewer.type(PIECE);
  await viewer.until(() => viewer.inputResults.some(({ refused }) => refused?.code === 'input_backpressure'));
  expect(await stage.person.stop(sessionId)).toMatchObject({ status: 'exited' });
  await viewer.until(() => viewer.hasEnd);
});
