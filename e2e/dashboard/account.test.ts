import { readFile } from 'node:fs/promises';
import type { AuditLine } from '@drover/protocol';
import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, onTestFinished } from 'vitest';
import { type Dashboard, it } from '../harness/dashboard.ts';
import { PERSON } from '../harness/person.ts';

async function openPage(dashboard: Dashboard, path: string, context = dashboard.context): Promise<Page> {
  const page = await context.newPage();
  onTestFinished(() => page.close());
  await page.goto(dashboard.drover.url + path);
  return page;
}

/** A browser of its own, in which the person logs in by hand. */
async function logIn(
  dashboard: Dashboard,
  password: string,
): Promise<{ page: Page; context: BrowserContext }> {
  const context = await dashboard.newBrowser();
  await context.clearCookies();
  const page = await context.newPage();
  await page.goto(`${dashboard.drover.url}/login`);
  await page.getByLabel('Name').fill(PERSON.name);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('heading', { name: 'atlas' }).waitFor();
  return { page, context };
}

describe('Logins', () => {
  it('are listed, and one or all others are signed out at once', async ({ dashboard }) => {
    const first = await logIn(dashboard, PERSON.password);
    const second = await logIn(dashboard, PERSON.password);
    const page = await openPage(dashboard, '/settings/account');
    const logins = page.getByRole('list', { name: 'Logins' }).getByRole('listitem');
    await expect.poll(() => logins.count()).toBeGreaterThanOrEqual(3);
    expect(await logins.first().textContent()).toContain('This browser');
    const before = await logins.count();
    await logins.nth(1).getByRole('button', { name: 'Sign out' }).click();
    await expect.poll(() => logins.count()).toBe(before - 1);
    await page.getByText(' is signed out.').first().waitFor();
    await page.getByRole('button', { name: 'Sign out all others' }).click();
    await expect.poll(() => logins.count()).toBe(1);
    await page.getByText('All other browsers are signed out.').first().waitFor();
    for (const out of [first, second]) await out.page.waitForURL('**/login');
    await dashboard.fleet.page.getByText('Live').waitFor();
  });

  it('[F66] end elsewhere when the password is changed, and who is logged in already is not asked again', async ({
    dashboard,
  }) => {
    const elsewhere = await logIn(dashboard, PERSON.password);
    const page = await openPage(dashboard, '/settings/account');
    const change = async (current: string, next: string) => {
      await page.getByLabel('Current password').fill(current);
      await page.getByLabel('New password').fill(next);
      await page.getByRole('button', { name: 'Change the password' }).click();
    };
    await change('wrong', 'long enough for all');
    await page.getByRole('alert').getByText('The current password is wrong.').waitFor();
    await change(PERSON.password, 'short');
    await page.getByText('The password must be at least 10 characters.').waitFor();
    await change(PERSON.password, 'long enough for all');
    await page.getByText('The password is changed.', { exact: true }).waitFor();
    await elsewhere.page.waitForURL('**/login');
    await page.goto(`${dashboard.drover.url}/login`);
    await page.getByRole('heading', { name: 'atlas' }).waitFor();
    await page.goto(`${dashboard.drover.url}/settings/account`);
    await change('long enough for all', PERSON.password);
    await page.getByText('The password is changed.', { exact: true }).waitFor();
  });
});

it('An API token is shown once, works in a script with no more than its scope, and not after it was deleted', async ({
  dashboard,
}) => {
  const page = await openPage(dashboard, '/settings/account');
  await page.getByRole('button', { name: 'New token' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Make the token' }).click();
  await dialog.getByText('The name must not be empty.').waitFor();
  await dialog.getByLabel('Name').fill('nightly report');
  await dialog.getByRole('button', { name: 'Make the token' }).click();
  await dialog.getByText('shown only now').waitFor();
  const secret = (await dialog.locator('code').first().textContent()) ?? '';
  const lines = (await dialog.locator('pre').textContent())?.split('\n') ?? [];
  expect(lines[0]).toContain(`'Authorization: Bearer %s\\n' '${secret}' > ~/.drover-header`);
  expect(lines[1]).toMatch(/^curl -H @/);
  expect(lines[1]).not.toContain(secret);
  await dialog.getByRole('button', { name: 'Done' }).click();

  const ask = (method: string, path: string) =>
    fetch(dashboard.drover.url + path, { method, headers: { authorization: `Bearer ${secret}` } });
  expect((await ask('GET', '/api/sessions')).status).toBe(200);
  expect((await ask('GET', '/api/people')).status).toBe(403);
  await page.reload();
  const row = page.getByRole('list', { name: 'API tokens' }).getByRole('listitem');
  await row.getByText('last used').waitFor();
  expect(await page.getByText(secret).count()).toBe(0);
  await row.getByRole('button', { name: 'Delete nightly report' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete the token' }).click();
  await page.getByText('No tokens').waitFor();
  expect((await ask('GET', '/api/sessions')).status).toBe(401);
});

describe('The audit log', () => {
  it('tells who did what, is searched by words, action and day, and leads to what is still there', async ({
    dashboard,
  }) => {
    await dashboard.bash('audited');
    const page = await openPage(dashboard, '/settings/audit');
    const lines = page.getByRole('list', { name: 'Audit log' }).getByRole('listitem');
    await lines.filter({ hasText: 'ada started a session: audited' }).waitFor();
    await page.getByLabel('Search the audit log').fill('audited');
    await expect
      .poll(async () => (await lines.allTextContents()).every((text) => text.includes('audited')))
      .toBe(true);
    await page.getByLabel('Search the audit log').fill('no such thing');
    await page.getByText('No line matches').waitFor();
    await page.getByRole('button', { name: 'Show all lines' }).click();
    await page.getByRole('combobox', { name: 'Action' }).click();
    await page.getByRole('option', { name: 'Set up the hub' }).click();
    await expect.poll(() => lines.allTextContents()).toEqual([expect.stringContaining('ada set up the hub')]);
    await page.getByLabel('To').fill('2020-01-01');
    await page.getByText('No line matches').waitFor();
    await page.getByRole('button', { name: 'Clear' }).click();
    await lines.getByRole('link', { name: 'audited' }).first().click();
    await page.waitForURL('**/terminal/*');
  });

  it('shows older lines when asked, and gives all that is found as JSON lines', async ({ dashboard }) => {
    const invites = Array.from({ length: 110 }, () =>
      dashboard.person.ask('POST', '/invites', { role: 'viewer' }),
    );
    await Promise.all(invites);
    const page = await openPage(dashboard, '/settings/audit');
    const lines = page.getByRole('list', { name: 'Audit log' }).getByRole('listitem');
    await page.getByLabel('Search the audit log').fill('invite_made');
    await page.locator('a[href*="q=invite_made"]').waitFor();
    await expect.poll(() => lines.count()).toBe(100);
    await page.getByRole('button', { name: 'Show older lines' }).click();
    await expect.poll(() => lines.count()).toBe(110);
    await expect.poll(() => page.getByRole('button', { name: 'Show older lines' }).count()).toBe(0);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Export as JSON lines' }).click(),
    ]);
    const text = await readFile(await download.path(), 'utf8');
    const exported: AuditLine[] = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(exported.map(({ action }) => action)).toEqual(Array(110).fill('invite_made'));
  });
});
