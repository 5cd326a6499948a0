import axe from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { type Dashboard, it, PROMPT } from '../harness/dashboard.ts';
import { FleetPage } from '../harness/fleet-page.ts';
import { PERSON } from '../harness/person.ts';

const LOOKS: { look: string; options: BrowserContextOptions }[] = [
  { look: 'dark', options: { colorScheme: 'dark' } },
  { look: 'light with reduced motion', options: { colorScheme: 'light', reducedMotion: 'reduce' } },
];

/** Each with what must be there before it is looked at. */
const PAGES = [
  { path: '/hosts', heading: 'Hosts' },
  { path: '/hosts/new', heading: 'Add a host' },
  { path: '/settings/account', heading: 'API tokens' },
  { path: '/settings/people', heading: 'Open links' },
  { path: '/settings/hub', heading: 'Versions' },
  { path: '/settings/audit', heading: 'Audit log' },
] as const;

describe.for(LOOKS)('In $look', ({ look, options }) => {
  it('the fleet, a terminal and their dialogs break no rule of WCAG 2.2 AA that a program can check', async ({
    dashboard,
  }) => {
    const { session, terminal } = await dashboard.bash(look.replaceAll(' ', '-'));
    await terminal.run('clear; ls --color /');
    const context = await dashboard.newBrowser({ ...options, viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    await page.goto(dashboard.drover.url);
    await page.locator(`[data-session-id="${session.sessionId}"] canvas[data-drawn=true]`).waitFor();
    expect(await faultsOf(page)).toEqual([]);

    await new FleetPage(page).openSpawnDialog('Bash');
    expect(await faultsOf(page)).toEqual([]);

    const viewed = await dashboard.view(session, { context });
    expect(await faultsOf(viewed.page)).toEqual([]);
    await viewed.button('More').click();
    await viewed.page.getByRole('menuitem', { name: 'Terminal settings' }).click();
    expect(await faultsOf(viewed.page)).toEqual([]);
  });

  it('the pages of hosts and settings, their menus and dialogs break none either', async ({ dashboard }) => {
    const context = await dashboard.newBrowser({ ...options, viewport: { width: 1280, height: 800 } });
    const page = await context.newPage();
    for (const { path, heading } of PAGES) {
      await page.goto(dashboard.drover.url + path);
      await page.getByRole('heading', { name: heading }).waitFor();
      await expect.poll(() => page.getByText(/^Loading/).count()).toBe(0);
      expect({ path, faults: await faultsOf(page) }).toEqual({ path, faults: [] });
    }
    await page.goto(`${dashboard.drover.url}/hosts/new`);
    await page.getByLabel('Name', { exact: true }).fill(look.replaceAll(' ', '-'));
    await page.keyboard.press('Enter');
    await page.locator('mark').first().waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.getByRole('link', { name: 'Hosts' }).click();
    await page.getByRole('link', { name: look.replaceAll(' ', '-') }).click();
    await page.getByRole('button', { name: 'More about this host' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByText('Its token stops working at once.').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.goto(`${dashboard.drover.url}/settings/people`);
    await page.getByRole('button', { name: 'Invite somebody' }).click();
    await page.getByRole('button', { name: 'Make the link' }).click();
    await page.getByText('shown only now').waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });
});

it('Escape closes a dialog at once, also while the hint of one of its buttons is shown', async ({
  dashboard: { fleet },
}) => {
  const { page } = fleet;
  const dialog = await fleet.openSpawnDialog('Bash');
  // Only who uses the keyboard is told by the focus.
  await page.keyboard.press('Tab');
  await dialog.getByRole('button', { name: 'Close' }).focus();
  await page.getByRole('tooltip', { name: 'Close' }).waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => dialog.count()).toBe(0);
});

it('The pages before the login break no such rule either', async ({ dashboard }) => {
  const { page } = await stranger(dashboard);
  await page.getByRole('button', { name: 'Log in' }).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.goto(dashboard.drover.setupUrl);
  await page.getByRole('heading', { name: 'This hub is set up already' }).waitFor();
  expect(await faultsOf(page)).toEqual([]);
});

it('With the keyboard alone a person logs in, starts a session, attaches to it and stops it', async ({
  dashboard,
}) => {
  const projectDir = await dashboard.drover.createProject('by-keys');
  const { page } = await stranger(dashboard);
  await page.getByRole('button', { name: 'Log in' }).waitFor();
  await page.keyboard.type(PERSON.name);
  await page.keyboard.press('Tab');
  await page.keyboard.type(PERSON.password);
  await page.keyboard.press('Enter');
  const fleet = new FleetPage(page);
  await page.getByRole('heading', { name: 'atlas' }).waitFor();

  await tabTo(page, 'Start Bash');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await tabTo(page, 'Project');
  await page.keyboard.type(projectDir);
  await tabTo(page, 'Task');
  await page.keyboard.type('Typed all the way');
  const first = await fleet.opensTerminal(() => page.keyboard.press('Enter'));
  await first.shows(`${PROMPT}:`);
  await first.run('echo "by" keys');
  await first.shows('by keys');
  await first.page.close();

  await tabTo(page, 'Attach', 'Typed all the way');
  const again = await fleet.opensTerminal(() => page.keyboard.press('Enter'));
  await again.shows('by keys');
  await again.page.close();
  await tabTo(page, 'Stop Typed all the way');
  await page.keyboard.press('Enter');
  await page.getByRole('alertdialog').waitFor();
  await tabTo(page, 'Stop session');
  await page.keyboard.press('Enter');
  await fleet.card('Typed all the way').getByText('Stopped', { exact: true }).waitFor();
});

/** Somebody who is not logged in, at the fleet's address. */
async function stranger(dashboard: Dashboard): Promise<{ page: Page }> {
  const context = await dashboard.newBrowser();
  await context.clearCookies();
  const page = await context.newPage();
  await page.goto(dashboard.drover.url);
  return { page };
}

/** Presses Tab until a control of this name has the focus, which must then be in sight. */
async function tabTo(page: Page, name: string, within = ''): Promise<void> {
  const seen: string[] = [];
  for (let presses = 0; presses < 40; presses++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const { activeElement } = document;
      const labels = activeElement instanceof HTMLInputElement ? [...(activeElement.labels ?? [])] : [];
      const named = activeElement?.ariaLabel ?? labels[0]?.textContent ?? activeElement?.textContent ?? '';
      return { named, group: activeElement?.closest('[role=group]')?.ariaLabel ?? '' };
    });
    if (focused.named === name && focused.group.includes(within)) return;
    seen.push(focused.named);
  }
  throw new Error(`Tab does not lead to "${name}", but to: ${seen.join(' | ')}`);
}

/** What axe-core objects to, each with the element it is about. */
async function faultsOf(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  await page.evaluate(() => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
    return Promise.allSettled(ending.map(({ finished }) => finished));
  });
  return page.evaluate(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const { violations } = await (globalThis as unknown as { axe: typeof axe }).axe.run(document, {
      runOnly: tags,
    });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${html}\n${failureSummary}`),
    );
  });
}
