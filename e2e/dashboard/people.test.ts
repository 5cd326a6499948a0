import type { BrowserContext, Locator, Page } from 'playwright-core';
import { describe, expect, onTestFinished } from 'vitest';
import { type Dashboard, it, PROMPT } from '../harness/dashboard.ts';
import type { TerminalPage } from '../harness/terminal-page.ts';

const PASSWORD = 'battery staple correct';

async function openPage(dashboard: Dashboard, path: string, context = dashboard.context): Promise<Page> {
  const page = await context.newPage();
  onTestFinished(() => page.close());
  await page.goto(dashboard.drover.url + path);
  return page;
}

/** A browser in which nobody is logged in. */
async function strangersBrowser(dashboard: Dashboard): Promise<BrowserContext> {
  const context = await dashboard.newBrowser();
  await context.clearCookies();
  return context;
}

/** The secret that the dialog in sight shows, which is then closed. */
async function takeSecret(page: Page): Promise<string> {
  const dialog = page.getByRole('dialog');
  const secret = (await dialog.locator('code').first().textContent()) ?? '';
  await dialog.getByRole('button', { name: 'Done' }).click();
  return secret;
}

/** Invites somebody by the dashboard; they accept in a browser of their own, and are at the fleet then. */
async function join(dashboard: Dashboard, name: string, role: 'Viewer' | 'Operator') {
  const admin = await openPage(dashboard, '/settings/people');
  await admin.getByRole('button', { name: 'Invite somebody' }).click();
  const dialog = admin.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Role' }).click();
  await admin.getByRole('option', { name: role }).click();
  await dialog.getByRole('button', { name: 'Make the link' }).click();
  await dialog.getByText('shown only now').waitFor();
  const link = await takeSecret(admin);
  const context = await strangersBrowser(dashboard);
  const page = await context.newPage();
  await page.goto(link);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('heading', { name: 'atlas' }).waitFor();
  await admin.reload();
  return { admin, context, page, link };
}

const rowOf = (admin: Page, name: string): Locator =>
  admin.getByRole('list', { name: 'People' }).getByRole('listitem').filter({ hasText: name });

async function setRole(admin: Page, name: string, role: string): Promise<void> {
  await rowOf(admin, name)
    .getByRole('combobox', { name: `Role of ${name}` })
    .click();
  await admin.getByRole('option', { name: role }).click();
}

async function chooseAct(admin: Page, name: string, act: string): Promise<void> {
  await rowOf(admin, name)
    .getByRole('button', { name: `More about ${name}` })
    .click();
  await admin.getByRole('menuitem', { name: act }).click();
}

const typesInVain = async (terminal: TerminalPage): Promise<void> => {
  await terminal.page.keyboard.type('intruder');
  await terminal.page.getByText('Your role is viewer: you can watch, and not type.').first().waitFor();
};

describe('A viewer', () => {
  it('joins by an invite, sees sessions, and is offered nothing that is not theirs to do', async ({
    dashboard,
  }) => {
    const { session, terminal: own } = await dashboard.bash('watched');
    const { page, context, link } = await join(dashboard, 'bob', 'Viewer');
    const card = page.getByRole('group', { name: 'Bash: watched' });
    await card.getByRole('button', { name: 'Watch', exact: true }).waitFor();
    for (const name of ['Start Bash', 'Stop watched', 'Edit the task: watched'])
      expect(await page.getByRole('button', { name }).count()).toBe(0);
    await page.getByRole('link', { name: 'Settings' }).click();
    await page.getByRole('heading', { name: 'API tokens' }).waitFor();
    expect(await page.getByRole('link', { name: 'Audit log' }).count()).toBe(0);
    await page.goto(`${dashboard.drover.url}/settings/people`);
    await page.getByText('This needs the role admin').waitFor();

    const watching = await dashboard.view(session, { context });
    await watching.page.getByText('You are watching').waitFor();
    expect(await watching.button('Take control').count()).toBe(0);
    expect(await watching.button('Stop the session').count()).toBe(0);
    await own.run('clear; echo "seen" by bob');
    await watching.shows('seen by bob');
    await typesInVain(watching);
    await own.run('echo "nothing" came');
    await watching.shows('nothing came');
    expect(await own.text()).not.toContain('intruder');

    const again = await openPage(dashboard, '/', await strangersBrowser(dashboard));
    await again.goto(link);
    await again.getByRole('heading', { name: 'This link is closed' }).waitFor();
  });

  it('[F66] types as soon as they are made an operator, and watches again when that is taken back', async ({
    dashboard,
  }) => {
    const { session, terminal: own } = await dashboard.bash('handed-over');
    const { admin, context } = await join(dashboard, 'carol', 'Viewer');
    const terminal = await dashboard.view(session, { context });
    await terminal.page.getByText('You are watching').waitFor();
    await setRole(admin, 'carol', 'Operator');
    await terminal.button('Take control').waitFor();
    await terminal.isLive();
    await terminal.run('echo "now" mine');
    await own.shows('now mine');
    await setRole(admin, 'carol', 'Viewer');
    await terminal.page.getByText('You are watching').waitFor();
    await terminal.isLive();
    await typesInVain(terminal);
    await own.run('clear; echo "back" again');
    await terminal.shows(`back again\n${PROMPT}`);
    expect(await own.text()).not.toContain('intruder');
  });
});

describe('An admin', () => {
  it('[F66] disables somebody, who is out at once everywhere, and lets them in again', async ({
    dashboard,
  }) => {
    const { admin, page, context } = await join(dashboard, 'dave', 'Operator');
    const elsewhere = await openPage(dashboard, '/hosts', context);
    await chooseAct(admin, 'dave', 'Disable');
    await admin.getByRole('alertdialog').getByRole('button', { name: 'Disable' }).click();
    for (const out of [page, elsewhere]) await out.waitForURL('**/login');
    await rowOf(admin, 'dave').getByText('Disabled').waitFor();
    await chooseAct(admin, 'dave', 'Enable');
    await expect.poll(() => rowOf(admin, 'dave').getByText('Disabled').count()).toBe(0);
    await page.getByLabel('Name').fill('dave');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Log in' }).click();
    await page.getByRole('heading', { name: 'atlas' }).waitFor();
  });

  it('makes a link with which somebody chooses a new password', async ({ dashboard }) => {
    const { admin } = await join(dashboard, 'erin', 'Operator');
    await chooseAct(admin, 'erin', 'Link for a new password');
    const link = await takeSecret(admin);
    const page = await openPage(dashboard, '/', await strangersBrowser(dashboard));
    await page.goto(link);
    await page.getByRole('heading', { name: 'New password for erin' }).waitFor();
    await page.getByLabel('Password').fill('another one that is long');
    await page.getByRole('button', { name: 'Set the password' }).click();
    await page.getByRole('heading', { name: 'atlas' }).waitFor();
  });

  it('takes back a link that nobody has used, and deletes an account', async ({ dashboard }) => {
    const { admin, page } = await join(dashboard, 'frank', 'Viewer');
    await admin.getByRole('button', { name: 'Invite somebody' }).click();
    await admin.getByRole('dialog').getByRole('button', { name: 'Make the link' }).click();
    await admin.getByText('shown only now').waitFor();
    const link = await takeSecret(admin);
    const links = admin.getByRole('list', { name: 'Open links' });
    await links.getByRole('button', { name: 'Delete: Invite as operator' }).first().click();
    await expect.poll(() => links.getByText('Invite as operator').count()).toBe(0);
    await chooseAct(admin, 'frank', 'Delete');
    await admin.getByRole('alertdialog').getByRole('button', { name: 'Delete the account' }).click();
    await expect.poll(() => rowOf(admin, 'frank').count()).toBe(0);
    await page.waitForURL('**/login');
    await page.goto(link);
    await page.getByRole('heading', { name: 'This link is closed' }).waitFor();
  });

  it('is not offered to change their own account', async ({ dashboard }) => {
    const admin = await openPage(dashboard, '/settings/people');
    await rowOf(admin, 'ada').getByText('You', { exact: true }).waitFor();
    expect(await rowOf(admin, 'ada').getByRole('button').count()).toBe(0);
  });
});
