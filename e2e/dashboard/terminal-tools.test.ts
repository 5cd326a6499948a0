import { expect } from 'vitest';
import { it } from '../harness/dashboard.ts';

it('[F49] A web address opens in a tab that cannot reach back, a javascript: link does nothing', async ({
  dashboard,
}) => {
  const { terminal } = await dashboard.bash('links');
  const dialogs: string[] = [];
  terminal.page.on('dialog', (dialog) => {
    dialogs.push(dialog.message());
    return dialog.dismiss();
  });
  const link = (uri: string, text: string) => `\\e]8;;${uri}\\e\\\\${text}\\e]8;;\\e\\\\\\n`;
  const address = `${dashboard.drover.url}/api/version`;
  const named = link(`${address}?named`, 'named gate');
  await terminal.run(
    `clear; printf '${link('javascript:alert(1)', 'trap')}${link('file:///etc/passwd', 'hole')}${named}'; echo ${address}`,
  );
  await terminal.shows('named gate');
  const opened: string[] = [];
  dashboard.context.on('page', (page) => opened.push(page.url()));
  await terminal.clickOn('trap');
  await terminal.clickOn('hole');
  for (const [text, url] of [
    [address, address],
    ['named gate', `${address}?named`],
  ] as const) {
    const opening = dashboard.context.waitForEvent('page');
    await terminal.clickOn(text);
    const page = await opening;
    await page.waitForURL(url);
    expect(await page.evaluate(() => window.opener)).toBeNull();
    await page.close();
  }
  expect(opened).toHaveLength(2);
  expect(dialogs).toEqual([]);
});

it('Find counts what it finds, goes from match to match, and gives the focus back', async ({ dashboard }) => {
  const { terminal } = await dashboard.bash('find');
  await terminal.run('clear; seq -f "tree %g of the orchard" 200');
  await terminal.shows('tree 200');
  const { page } = terminal;
  await page.keyboard.press('Control+Shift+F');
  const box = page.getByRole('searchbox', { name: 'Find in the terminal' });
  await box.fill('tree 19');
  await page.getByText('of 11').waitFor();
  const first = await page.getByText('of 11').textContent();
  await box.press('Enter');
  await expect.poll(() => page.getByText('of 11').textContent()).not.toBe(first);
  await box.fill('tree 7 of');
  await page.getByText('1 of 1').waitFor();
  await terminal.shows('tree 7 of');
  await box.fill('apple');
  await page.getByText('No match').waitFor();
  await box.press('Escape');
  await expect.poll(() => box.count()).toBe(0);
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.className))
    .toContain('xterm-helper-textarea');
});

it('A font size is remembered, and the session follows it', async ({ dashboard }) => {
  const context = await dashboard.newBrowser();
  const { session, terminal } = await dashboard.bash('fonts');
  const before = await terminal.size();
  await terminal.page.close();
  const { page, size } = await dashboard.view(session, { context });
  await expect.poll(size).toEqual(before);
  for (const _ of [1, 2, 3]) await page.keyboard.press('Control+Equal');
  // 17 px instead of 14.
  await expect.poll(() => size().then(({ cols }) => cols)).toBeLessThan((before.cols * 14) / 16);
  const larger = await size();
  await page.close();
  const again = await dashboard.view(session, { context });
  await expect.poll(again.size).toEqual(larger);
  await again.run('clear; stty size');
  await again.shows(`${larger.rows} ${larger.cols}\n`);
  await again.page.keyboard.press('Control+0');
  await expect.poll(again.size).toEqual(before);
});

/** A program that puts text on the clipboard, asks for it, and shows what comes in. */
const WRITE_AND_READ = `clear; printf '\\e]52;c;${btoa('planted')}\\a\\e]52;c;?\\a'; echo "reads" on; cat -v`;

it('[F49] A program can never read the clipboard, and writes it only where that was allowed', async ({
  dashboard,
}) => {
  const context = await dashboard.newBrowser();
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { session } = await dashboard.bash('clipboard');
  const terminal = await dashboard.view(session, { context });
  const { page } = terminal;
  const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
  await page.evaluate(() => navigator.clipboard.writeText('a secret'));
  await terminal.run(WRITE_AND_READ);
  await terminal.shows('reads on');
  await terminal.run('nothing else');
  // Once as it is echoed, once as `cat` writes it.
  await terminal.shows('nothing else\nnothing else');
  expect((await terminal.text()).trim()).toBe('reads on\nnothing else\nnothing else');
  expect(await clipboard()).toBe('a secret');

  await terminal.button('More').click();
  await page.getByRole('menuitem', { name: 'Terminal settings' }).click();
  await page.getByLabel('Programs may copy').check();
  await page.keyboard.press('Escape');
  await expect.poll(() => page.getByRole('dialog').count()).toBe(0);
  await terminal.screen.click();
  await page.keyboard.press('Control+c');
  await terminal.run(WRITE_AND_READ);
  await terminal.shows('reads on');
  await expect.poll(clipboard).toBe('planted');
  await terminal.run('nothing else');
  await terminal.shows('nothing else\nnothing else');
  expect((await terminal.text()).trim()).toBe('reads on\nnothing else\nnothing else');
});

it('[F49] A title of a program is made safe, and no program changes the size of the window', async ({
  dashboard,
}) => {
  const { terminal } = await dashboard.bash('titled');
  const before = await terminal.size();
  await terminal.run(`clear; printf '\\e]0;ripe\\u202eelppa\\a\\e[8;5;20t'; echo "title" set`);
  await terminal.shows('title set');
  const heading = terminal.page.getByRole('heading', { level: 1 });
  await expect.poll(() => heading.getAttribute('title')).toContain('ripeelppa');
  expect(await terminal.size()).toEqual(before);
});
