import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Locator } from 'playwright-core';
import { describe, expect } from 'vitest';
import { it, PROMPT, sttySize } from '../harness/dashboard.ts';

describe('A session started from the fleet', () => {
  it('opens its window by itself, in the project that was found by typing a part of its name', async ({
    dashboard: { drover, fleet },
  }) => {
    await drover.createProject('cherry-orchard');
    await drover.createProject('apple-orchard');
    const dialog = await fleet.openSpawnDialog('Bash');
    await dialog.getByLabel('Project').fill('cherry');
    await fleet.page.getByRole('option', { name: 'cherry-orchard' }).click();
    await dialog.getByLabel('Task').fill('Prune the cherry trees');
    const terminal = await fleet.opensTerminal(() => fleet.start(dialog));
    await terminal.shows('cherry-orchard$');
    await terminal.run('echo $((6 * 7)) trees');
    await terminal.shows('42 trees');
    expect(new URL(terminal.page.url()).pathname).toMatch(/^\/terminal\/[0-9a-f-]{36}$/);
    await terminal.page.close();
  });

  it('has a card with its task, a live picture and the number of its viewers', async ({
    dashboard: { drover, fleet },
  }) => {
    const projectDir = await drover.createProject('pictured');
    const terminal = await fleet.spawn({ profile: 'Bash', projectDir, task: 'Paint the barn' });
    const card = fleet.card('Bash: Paint the barn');
    await card.getByText('1 terminal shows this').waitFor();
    await terminal.run('clear; seq 500');
    await terminal.shows('500');
    const canvas = card.locator('canvas[data-drawn=true]');
    await expect.poll(() => coloursOf(canvas)).toBeGreaterThan(1);
    const before = await pictureOf(canvas);
    await terminal.run(`printf '\\e[44m\\e[2J'`);
    await expect.poll(() => pictureOf(canvas)).not.toBe(before);
    await terminal.page.close();
    await expect.poll(() => card.getByText('shows this').count()).toBe(0);
  });

  it('has the size of its window, also after that was resized', async ({ dashboard }) => {
    const { terminal } = await dashboard.bash('resized');
    for (const viewport of [
      { width: 900, height: 500 },
      { width: 1300, height: 760 },
    ]) {
      const before = await terminal.size();
      await terminal.page.setViewportSize(viewport);
      await expect.poll(terminal.size).not.toEqual(before);
      await terminal.run('clear; stty size');
      await terminal.shows(`${sttySize(await terminal.size())}\n${PROMPT}`);
    }
  });

  it('tells once that closing its window only detaches', async ({ dashboard }) => {
    const context = await dashboard.newBrowser();
    const { session } = await dashboard.bash('told-once');
    const first = await dashboard.view(session, { context });
    const hint = (terminal: typeof first) => terminal.page.getByText('only detaches it');
    await hint(first).waitFor();
    await first.button('Dismiss').click();
    await expect.poll(() => hint(first).count()).toBe(0);
    const second = await dashboard.view(session, { context });
    expect(await hint(second).count()).toBe(0);
  });
});

it('The filter keeps every letter of who types as fast as a machine, and follows the address back', async ({
  dashboard: { fleet },
}) => {
  const { page } = fleet;
  await fleet.toFront();
  const box = page.getByRole('searchbox', { name: 'Filter sessions' });
  const text = 'the quick brown fox jumps over the lazy dog';
  await box.pressSequentially(text, { delay: 0 });
  expect(await box.inputValue()).toBe(text);
  await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe(text);
  await page.getByRole('link', { name: 'Fleet' }).click();
  await expect.poll(() => box.inputValue()).toBe('');
});

/** Less fills the screen down to the line of its own; with fewer rows it has not yet heard of the window's size. */
const LAST_ROW = 'the last row of notes.txt';

const GIT_LOG = 'git log --graph --color --oneline';

describe('A window that is closed and opened again from the card shows the same screen', () => {
  const PROGRAMS = [
    { what: 'at a prompt', command: 'seq 300', ready: `300\n${PROMPT}` },
    { what: 'in vim', command: 'vim notes.txt', ready: 'Top' },
    { what: 'in less', command: 'less notes.txt', ready: LAST_ROW },
    {
      what: 'after less',
      command: 'echo before; less notes.txt',
      ready: LAST_ROW,
      end: 'q',
      left: `before\n${PROMPT}`,
    },
    { what: 'after a coloured git log', command: GIT_LOG, ready: `Dig the bed\n${PROMPT}` },
  ];

  it.for(PROGRAMS)('$what', async ({ command, ready, end, left, what }, { dashboard }) => {
    const { drover, fleet } = dashboard;
    const name = what.replaceAll(' ', '-');
    const projectDir = await drover.createProject(name);
    await fill(projectDir);
    const first = await fleet.spawn({ profile: 'Bash', projectDir, task: name });
    await first.shows(`${PROMPT}:`);
    await first.run(command);
    const { rows } = await first.size();
    await first.shows(ready === LAST_ROW ? `${rows - 1} rows of beans` : ready);
    if (end) {
      await first.page.keyboard.type(end);
      await first.shows(left);
    }
    const before = await first.text();
    await first.page.close();
    const again = await fleet.attach(name);
    await again.isLive();
    await expect.poll(() => again.text()).toBe(before);
    await again.page.close();
  });
});

async function fill(projectDir: string): Promise<void> {
  const lines = Array.from({ length: 200 }, (_, line) => `${line + 1} rows of beans`);
  await writeFile(join(projectDir, 'notes.txt'), lines.join('\n'));
  for (const message of ['Dig the bed', 'Sow the seeds']) {
    const author = ['-c', 'user.name=ada', '-c', 'user.email=ada@example.org'];
    const commit = ['commit', '--quiet', '--allow-empty', '--message', message];
    await promisify(execFile)('git', [...author, ...commit], { cwd: projectDir });
  }
}

/** How many different colours a canvas has. */
const coloursOf = (canvas: Locator): Promise<number> =>
  canvas.evaluate((element) => {
    if (!(element instanceof HTMLCanvasElement)) return 0;
    const pixels = element.getContext('2d')?.getImageData(0, 0, element.width, element.height).data;
    return new Set(new Uint32Array(pixels?.buffer ?? new ArrayBuffer(0))).size;
  });

const pictureOf = (canvas: Locator): Promise<string> =>
  canvas.evaluate((element) => (element instanceof HTMLCanvasElement ? element.toDataURL() : ''));
