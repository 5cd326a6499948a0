import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readSizeMarks } from '../../daemon/src/spool/sizes.ts';
import { produce } from '../harness/produced.ts';
import { LONG, Stage } from '../harness/stage.ts';

const ASKER = join(import.meta.dirname, '../harness/asker.mjs');
/** A program for `node -e` that shows each size that its terminal takes. */
const TELLS_RESIZES = `
  process.stdout.on("resize", () => console.log("(" + process.stdout.columns + "," + process.stdout.rows + ")"));
  setInterval(() => {}, 60000);
  console.log("rea" + "dy");`.replace(/\n */g, ' ');

const QUESTIONS = LONG ? 10_000 : 1_000;

it('[F11] a session that ends while its viewer does not read is shown to its last byte when it reads again', async () => {
  await using stage = await Stage.open();
  const { sessionId, viewer } = await stage.bash();
  viewer.acknowledges = false;
  viewer.type(`${produce(900_032).trimEnd()}; exit 3\r`);
  await expect
    .poll(async () => (await stage.person.session(sessionId)).status, { timeout: 20_000 })
    .toBe('exited');
  expect(viewer.hasEnd).toBe(false);
  viewer.acknowledges = true;
  viewer.acknowledge();
  await viewer.until(() => viewer.hasEnd);
  stage.expectExact(viewer, { produced: 900_032 });
  expect(viewer.bytes.toString()).toContain('finished');
});

it.each([0, 1, 3])(
  '[F48] with %i viewers, every query of a program is answered exactly once',
  async (viewers) => {
    await using stage = await Stage.open();
    const { sessionId, viewer } = await stage.bash();
    for (let other = 1; other < viewers; other++) await stage.view(sessionId).shows('projects/project');
    viewer.type(`sleep 0.5; ${process.execPath} ${ASKER} ${QUESTIONS}\r`);
    await viewer.until(() => viewer.inputResults.length === 1);
    if (viewers === 0) viewer.close();
    const late = stage.view(sessionId);
    await late.shows('answers:', 60_000);
    const [da1, dsr, decrqm, background] = Array(4).fill(QUESTIONS);
    expect(late.text).toContain(`answers: da1=${da1} dsr=${dsr} decrqm=${decrqm} background=${background}`);
    await late.takeControl();
    late.type('echo and""on\r');
    await late.shows('andon');
    expect(late.text.split('\n').find((line) => line.includes('andon'))).toBe('andon');
  },
);

it('[F42] a Ctrl-C in a flood is answered before much more of the flood is', async () => {
  await using stage = await Stage.open();
  const { viewer } = await stage.bash();
  const endsWith = (text: string) => viewer.received.at(-1)?.toString().endsWith(text) ?? false;
  viewer.type(`yes ${'flood '.repeat(12)}\r`);
  await viewer.until(() => viewer.offset > 20_000_000, 60_000);
  const before = viewer.payloadBytes;
  viewer.type('\x03');
  await viewer.until(() => endsWith('# '), 60_000);
  expect(viewer.payloadBytes - before).toBeLessThan(8 * 1024 * 1024);
});

it('two viewers see the same screen; one controls its size, and typing without control is refused', async () => {
  await using stage = await Stage.open();
  const { sessionId, viewer: first } = await stage.bash({ size: { cols: 200, rows: 50 } });
  const second = stage.view(sessionId, { size: { cols: 50, rows: 20 } });
  await second.until(() => second.state?.viewers === 2);
  expect([first.state?.controller, second.state?.controller]).toEqual([true, false]);

  first.type('stty size\r');
  await Promise.all([first.shows('50 200'), second.shows('50 200')]);
  expect(second.text).toBe(first.text);

  second.type('rm -rf /\r');
  await second.until(() => second.inputResults.length > 0);
  expect(second.inputResults[0]?.refused?.code).toBe('not_controller');

  await second.takeControl();
  await first.until(() => first.state?.controller === false);
  await Promise.all([first, second].map((viewer) => viewer.until(() => viewer.terminal.cols === 50)));
  second.type('clear; stty size\r');
  await Promise.all([first.shows('20 50'), second.shows('20 50')]);
  expect(second.text).toBe(first.text);
});

it('[F27] a storm of resizes reaches the program as few, is written down, and ends at the last one', async () => {
  await using stage = await Stage.open();
  const { sessionId, viewer } = await stage.bash();
  const other = stage.view(sessionId);
  await other.until(() => other.state?.viewers === 2);
  viewer.type(`clear; ${process.execPath} -e '${TELLS_RESIZES}'\r`);
  await viewer.shows('ready');
  const startedAt = performance.now();
  for (let storm = 0; storm < 50; storm++) {
    for (let i = 0; i < 20; i++) viewer.resize({ cols: 60 + ((storm + i) % 50), rows: 20 + (i % 10) });
    other.resize({ cols: 40, rows: 10 });
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
  viewer.resize({ cols: 77, rows: 22 });
  await viewer.shows('(77,22)');
  const seconds = (performance.now() - startedAt) / 1_000;

  const told = viewer.bytes.toString().match(/\(\d+,\d+\)/g) ?? [];
  expect(told.length).toBeLessThanOrEqual(20 * seconds + 1);
  expect(told).not.toContain('(40,10)');
  const marks = readSizeMarks(join(stage.drover.stateDir, 'sessions', sessionId, 'spool'));
  const written = [...marks].map(({ size }) => `(${size.cols},${size.rows})`);
  expect(written).toEqual(expect.arrayContaining(told));
  expect(written.at(-1)).toBe('(77,22)');
  await other.until(() => other.terminal.cols === 77 && other.terminal.rows === 22);
});

it('[B34] input that is repeated is taken once, one that skips is refused, and so is a stale one', async () => {
  await using stage = await Stage.open();
  const { viewer } = await stage.bash();
  viewer.type('echo on""ce;', { seq: 1 });
  viewer.type('echo twi""ce;', { seq: 1 });
  viewer.type('echo skip""ped\r', { seq: 9 });
  viewer.type('echo sta""le\r', { seq: 10, sentAt: Date.now() - 60_000 });
  viewer.type('echo after""gap\r', { seq: 11 });
  viewer.type('echo la""st\r', { seq: 12 });
  await viewer.shows('last');
  expect(viewer.text).toContain('once');
  for (const word of ['twice', 'skipped', 'stale', 'aftergap']) expect(viewer.text).not.toContain(word);
  await viewer.until(() => viewer.inputResults.length === 6);
  const refusals = viewer.inputResults.map(({ refused }) => refused?.code).filter(Boolean);
  expect(refusals.sort()).toEqual(['input_gap', 'input_gap', 'input_stale']);
});
