import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { it } from '../harness/dashboard.ts';
import { spansOfColour } from '../harness/pixels.ts';

/** Each is eight cells wide. */
const EIGHT_CELLS = [
  'abcdefgh',
  '日本語麦',
  '한국어말',
  '🌾🚜🐑🔥',
  'e\u0301a\u0308n\u0303o\u0302u\u0300i\u030ac\u0327s\u030c',
  '┌──┬───┐',
  '└──┴───┘',
  '▀▄█░▒▓▌▐',
  'ﬁ→λЖ∑√≤∞',
];

/** No palette has it: only 24-bit colour gives it. */
const VIOLET: [number, number, number] = [171, 33, 255];

it('Emoji, CJK, combining characters and box drawing take as many cells as programs count', async ({
  dashboard,
}) => {
  const { terminal, projectDir } = await dashboard.bash('glyphs');
  const block = `\x1b[48;2;${VIOLET.join(';')}m  \x1b[m`;
  // Every other line is empty, so that each block is a band of its own.
  await writeFile(join(projectDir, 'glyphs'), EIGHT_CELLS.map((text) => `${text}${block}\n\n`).join(''));
  await terminal.run('clear; cat glyphs; echo "all" shown');
  await terminal.shows('all shown');
  const { cols } = await terminal.size();
  const cell = ((await terminal.screen.boundingBox())?.width ?? 0) / cols;
  await expect
    .poll(() => spansOfColour(terminal.screen, VIOLET))
    .toEqual(EIGHT_CELLS.map(() => ({ left: Math.round(8 * cell), right: Math.round(10 * cell) })));
});

it('A window that comes later shows the same glyphs', async ({ dashboard }) => {
  const { terminal, session, projectDir } = await dashboard.bash('later');
  await writeFile(join(projectDir, 'glyphs'), EIGHT_CELLS.join('\n'));
  await terminal.run('clear; cat glyphs; echo; echo "all" shown');
  await terminal.shows('all shown\nada@');
  const text = await terminal.text();
  for (const glyphs of EIGHT_CELLS) expect(text).toContain(glyphs);
  const later = await dashboard.view(session);
  await expect.poll(() => later.text()).toBe(text);
});
