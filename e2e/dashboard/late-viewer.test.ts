import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { RAW_CATCH_UP_BYTES } from '@drover/protocol';
import { expect } from 'vitest';
import { CORPUS } from '../../daemon/src/testing/corpus/index.ts';
import { it } from '../harness/dashboard.ts';
import type { TerminalPage } from '../harness/terminal-page.ts';

/** Streams of real programs, as far as they have come while their screen is full and of one size. */
const STREAMS: [name: string, bytes: number][] = [
  ['claude', 6_000],
  ['vim', 20_000],
  ['tmux', 40_000],
];

/** Says that all is drawn, and hides the cursor, which looks different where one can type. */
const END = '\x1b[?25l\x1b[m\x1b[1;1Hdrawn to the end';

it.for(STREAMS)(
  '[F40] %s: a window that comes late, to a snapshot, looks like one that was there',
  async ([name, length], { dashboard }) => {
    const { terminal, session, projectDir } = await dashboard.bash(name);
    const { bytes = Buffer.alloc(0) } = CORPUS[name] ?? {};
    await writeFile(join(projectDir, 'stream'), [bytes.subarray(0, length), Buffer.from(END)]);
    // So much that it is not sent again.
    await terminal.run(`head -c ${RAW_CATCH_UP_BYTES} /dev/zero | tr '\\0' x; clear; echo "flood" over`);
    await terminal.shows('flood over');
    await terminal.run('stty -echo; clear; cat stream; read _');
    await terminal.shows('drawn to the end');
    const later = await dashboard.view(session);
    await expect.poll(() => later.text()).toBe(await terminal.text());
    await expect.poll(() => picture(later)).toBe(await picture(terminal));
  },
);

/** The terminal alone, without the notes that pass over it. */
const picture = async ({ screen }: TerminalPage): Promise<string> =>
  (await screen.screenshot({ style: '[role=status] { display: none }' })).toString('base64');
