import { join } from 'node:path';
import { expect, it } from 'vitest';
import { Stage } from '../harness/stage.ts';

const ANSWERED = join(import.meta.dirname, '../harness/answered.mjs');

/** Prints `escapes` (as printf(1) reads them), asks for the device attributes, and shows all that was answered. */
const answersTo = (escapes: string): string =>
  `clear; ${process.execPath} ${ANSWERED} "$(printf '${escapes}')"\r`;

it('[F49] a clipboard that a program wants to read is not told, and one that it writes changes nothing here', async () => {
  await using stage = await Stage.open();
  const { viewer } = await stage.bash();
  viewer.type(answersTo('\\e]52;c;?\\a\\e]52;p;?\\a\\e]52;c;c2VjcmV0\\a\\e]52;c;?\\a'));
  // The answer to the last question is the first to come: the others get none.
  await viewer.shows('answered: ␛[?');
  expect(viewer.text).toMatch(/answered: ␛\[\?[\d;]+c\n/);
});

it('[F49] a title is told without its controls, and cut when it is long', async () => {
  await using stage = await Stage.open();
  const { sessionId, viewer } = await stage.bash();
  const title = async () => (await stage.person.session(sessionId)).title;
  viewer.type(`PS1='$ '; clear; printf '\\e]2;ti\\x01t\\x7fle\\xe2\\x80\\xaeevil\\e\\\\'\r`);
  await expect.poll(title).toBe('titleevil');
  viewer.type(`printf "\\e]0;$(head -c 50000 /dev/zero | tr '\\0' x)\\a"\r`);
  await expect.poll(async () => (await title())?.length).toBe(256);
});

it('[F49] a program cannot change the size of its window', async () => {
  await using stage = await Stage.open();
  const { viewer } = await stage.bash({ size: { cols: 100, rows: 30 } });
  await viewer.until(() => viewer.terminal.cols === 100);
  viewer.type(`printf '\\e[8;5;20t\\e[4;100;100t\\e[9;1t\\e[3;0;0t'; clear; stty size\r`);
  await viewer.shows('30 100');
  expect([viewer.terminal.cols, viewer.terminal.rows]).toEqual([100, 30]);
});
