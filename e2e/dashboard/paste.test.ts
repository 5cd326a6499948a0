import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { it } from '../harness/dashboard.ts';
import { LONG } from '../harness/stage.ts';

const ESCAPE_AND_COMMAND = 'harmless\x1b[201~\rtouch x\r';

it('[F47] a paste that tries to end its own brackets stays one paste, to the last byte', async ({
  dashboard,
}) => {
  const { terminal } = await dashboard.bash('brackets');
  await terminal.run(`clear; printf '\\e[?2004h'; echo "reads" on; cat -v`);
  await terminal.shows('reads on');
  await terminal.paste(ESCAPE_AND_COMMAND);
  await terminal.shows('touch x');
  await terminal.page.keyboard.press('Enter');
  // Once as the terminal echoes it, once as `cat` writes it.
  const ends = async () => (await terminal.text()).match(/(?<!M-)\^\[\[201~/g);
  await expect.poll(ends).toHaveLength(2);
  const text = await terminal.text();
  expect(text).toContain('^[[200~harmless');
  // In place of the ESC stands its picture, U+241B, which `cat -v` writes so.
  expect(text).toContain('harmlessM-bM-^PM-^[[201~');
  expect(text).toMatch(/touch x\n+\^\[\[201~/);
});

it('[F47] a pasted command is not executed until somebody presses Enter', async ({ dashboard }) => {
  const { terminal, projectDir } = await dashboard.bash('prompted');
  await terminal.paste(ESCAPE_AND_COMMAND);
  await terminal.shows('touch x');
  // Empties the line. Ctrl-C so soon after a paste is a thing that readline may forget.
  await terminal.page.keyboard.press('Control+u');
  await terminal.run('echo "still" here');
  await terminal.shows('\nstill here');
  expect(existsSync(join(projectDir, 'x'))).toBe(false);
});

it('A paste of many lines arrives whole and in order', async ({ dashboard }) => {
  const { terminal, projectDir } = await dashboard.bash('pasted');
  const lines = Array.from({ length: 3_000 }, (_, line) => `${line} föhn 麦 🌾 ${'straw '.repeat(line % 9)}`);
  // The kernel drops and delays what it echoes of so much.
  await terminal.run('clear; stty -echo; echo "reads" on; cat > field.txt; stty echo; echo "stored" it');
  await terminal.shows('reads on');
  await terminal.paste(`${lines.join('\n')}\n`);
  await terminal.page.keyboard.press('Control+d');
  await terminal.shows('stored it');
  expect(await readFile(join(projectDir, 'field.txt'), 'utf8')).toBe(`${lines.join('\n')}\n`);
});

it('[F44] a paste that is too large is refused in words', async ({ dashboard }) => {
  const { terminal } = await dashboard.bash('too-large');
  await terminal.paste('x'.repeat(LONG ? 100_000_000 : 2 ** 20 + 1));
  await terminal.page.getByText('at most 1 MiB can be pasted').waitFor();
  // A page that was busy with so much may have lost its line meanwhile, and what is typed then.
  const typed = async () => {
    await terminal.isLive();
    await terminal.run('echo nothing\\ came');
    return terminal.text();
  };
  await expect.poll(typed, { interval: 500, timeout: 60_000 }).toContain('\nnothing came');
  expect(await terminal.text()).not.toContain('xxx');
});
