import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, onTestFinished } from 'vitest';
import { type Dashboard, it } from '../harness/dashboard.ts';
import { FleetPage } from '../harness/fleet-page.ts';
import { Machine } from '../harness/machine.ts';

async function openPage({ context, drover }: Dashboard, path: string): Promise<Page> {
  const page = await context.newPage();
  onTestFinished(() => page.close());
  await page.goto(drover.url + path);
  return page;
}

/** Takes the guide's first step; answers the id that the host has now. */
async function register(page: Page, name: string, token?: string): Promise<string> {
  await page.getByLabel('Name', { exact: true }).fill(name);
  if (token !== undefined) {
    await page.getByText('More', { exact: true }).click();
    await page.getByLabel('Token of your own').fill(token);
  }
  await page.getByRole('button', { name: 'Register the host' }).click();
  await page.getByRole('heading', { name: `Connect ${name}` }).waitFor();
  return new URL(page.url()).pathname.split('/')[2] ?? '';
}

/** The token that the page shows, which must also stand in the lines below it. */
async function shownToken(page: Page): Promise<string> {
  const box = page.getByText('shown only now').locator('xpath=..').locator('code');
  const token = (await box.textContent()) ?? '';
  await expect.poll(() => page.locator('mark').allTextContents()).toContain(token);
  return token;
}

async function machineOf(dashboard: Dashboard, hostId: string, token: string): Promise<Machine> {
  const machine = await Machine.withToken(dashboard.person, hostId, token);
  onTestFinished(() => machine[Symbol.asyncDispose]());
  return machine;
}

/** A machine that joined through the guide, at its page. */
async function joined(
  dashboard: Dashboard,
  name: string,
  daemonFlags: string[] = [],
): Promise<{ page: Page; machine: Machine }> {
  const machine = await Machine.register(dashboard.person, name, { daemonFlags });
  onTestFinished(() => machine[Symbol.asyncDispose]());
  await machine.start();
  const page = await openPage(dashboard, `/hosts/${machine.hostId}`);
  await page.getByRole('heading', { name, exact: true }).waitFor();
  return { page, machine };
}

async function chooseAct(page: Page, act: string): Promise<void> {
  await page.getByRole('button', { name: 'More about this host' }).click();
  await page.getByRole('menuitem', { name: act }).click();
}

describe('The guide', () => {
  it('leads from a name over the lines to copy to the first agent on the new host', async ({ dashboard }) => {
    const page = await openPage(dashboard, '/hosts');
    await page.getByRole('link', { name: 'Add a host' }).click();
    await page.getByText('an address that only this machine knows').waitFor();
    await page.getByLabel('Name', { exact: true }).fill('atlas');
    await page.getByRole('button', { name: 'Register the host' }).click();
    await page.getByRole('alert').getByText('Another host has this name').waitFor();

    const hostId = await register(page, 'boreas');
    await page.getByText('It has not called yet.').waitFor();
    const token = await shownToken(page);
    for (const [kind, line] of [
      ['Podman', 'podman run'],
      ['Compose', 'services:'],
      ['Quadlet', '[Container]'],
      ['Without containers', 'drover daemon install'],
    ] as const) {
      await page.getByRole('tab', { name: kind }).click();
      await page.locator('pre').getByText(line).first().waitFor();
    }

    const machine = await machineOf(dashboard, hostId, token);
    await machine.start();
    await page.getByRole('heading', { name: 'boreas is online' }).waitFor();
    await page.getByRole('button', { name: 'Start an agent here' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: 'Bash' }).click();
    await dialog.getByLabel('Project').fill(machine.projectDir);
    const fleet = new FleetPage(page);
    const terminal = await fleet.opensTerminal(() => fleet.start(dialog));
    await terminal.isLive();
    await terminal.run('echo "from" $((6 * 7)) hosts');
    await terminal.shows('from 42 hosts');
  });

  it('can be left and opened again, then with a new token in place of the one that nobody kept', async ({
    dashboard,
  }) => {
    const page = await openPage(dashboard, '/hosts/new');
    const hostId = await register(page, 'chronos');
    const first = await shownToken(page);
    await page.reload();
    await page.getByText('was shown when it was made, and is kept nowhere').waitFor();
    expect(await page.getByText(first).count()).toBe(0);
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Hosts' }).click();
    await page.getByRole('link', { name: 'chronos' }).click();
    await page.getByText('Never connected').first().waitFor();
    await page.getByRole('link', { name: 'Connect this host' }).click();
    await page.getByRole('button', { name: 'Make a new token' }).click();
    const second = await shownToken(page);
    expect(second).not.toBe(first);
    const machine = await machineOf(dashboard, hostId, second);
    await machine.start();
    await page.getByRole('heading', { name: 'chronos is online' }).waitFor();
  });

  it('[B11] takes a token of one’s own if nobody can guess it, and says so if not', async ({ dashboard }) => {
    const page = await openPage(dashboard, '/hosts/new');
    await page.getByLabel('Name', { exact: true }).fill('dione');
    await page.getByText('More', { exact: true }).click();
    await page.getByLabel('Token of your own').fill('secret');
    await page.getByRole('button', { name: 'Register the host' }).click();
    await expect.poll(() => page.getByLabel('Token of your own').getAttribute('aria-invalid')).toBe('true');
    const own = randomBytes(24).toString('base64url');
    await page.getByLabel('Token of your own').fill(own);
    await page.getByRole('button', { name: 'Register the host' }).click();
    expect(await shownToken(page)).toBe(own);
  });
});

describe('A host’s page', () => {
  it('shows what its machine is, does, offers and allows', async ({ dashboard }) => {
    const { page } = await joined(dashboard, 'eos');
    await page.getByRole('meter', { name: 'Memory' }).waitFor();
    const policy = page.getByRole('region', { name: 'Policy' });
    await policy.getByText('Decided on the machine itself; the hub cannot change it.').waitFor();
    await policy.getByText('Sessions at once').waitFor();
    const profiles = page.getByRole('region', { name: 'Profiles' });
    await profiles.getByRole('listitem').filter({ hasText: 'Bash' }).getByText('Available').waitFor();
    await profiles.getByText('Not found').first().waitFor();
  });

  it('says what its policy forbids, and lets nobody type into its sessions then', async ({ dashboard }) => {
    const folder = await mkdtemp(join(tmpdir(), 'drover-e2e-policy-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, 'policy.yaml');
    await writeFile(file, 'input: false\nprofiles: [bash]\nmaxSessions: 3\n', { mode: 0o600 });
    const { page, machine } = await joined(dashboard, 'vault', ['--policy', file]);
    await page.getByText('The policy of vault allows no typing').first().waitFor();
    const policy = page.getByRole('region', { name: 'Policy' });
    await policy.getByText(file).waitFor();
    await policy.getByText('Not allowed: sessions can only be watched').waitFor();
    const claude = page.getByRole('region', { name: 'Profiles' }).getByText('does not permit this profile');
    await claude.first().waitFor();
    await page.getByRole('button', { name: 'Start an agent here' }).click();
    await page.getByText('others cannot be started').click();
    const obstacles = page.getByRole('list', { name: 'Profiles that cannot be started' });
    await obstacles.getByText('does not permit this profile').first().waitFor();
    const terminal = await dashboard.view(await machine.bash());
    await terminal.page.getByText('You are watching').waitFor();
    await terminal.page.keyboard.type('x');
    await terminal.page.getByText('The policy of vault allows no typing').first().waitFor();
  });

  it('renames the host everywhere', async ({ dashboard }) => {
    const { page } = await joined(dashboard, 'fenrir');
    await chooseAct(page, 'Rename');
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('gaia');
    await dialog.getByLabel('Name').press('Enter');
    await page.getByRole('heading', { name: 'gaia', exact: true }).waitFor();
    await dashboard.fleet.page.getByRole('heading', { name: 'gaia', exact: true }).waitFor();
  });

  it('makes a new token while the old one works, until the new one is used', async ({ dashboard }) => {
    const { page, machine } = await joined(dashboard, 'hermes');
    await chooseAct(page, 'New token');
    await page.getByText('The old token works until').waitFor();
    await page.getByRole('button', { name: 'Make a new token' }).click();
    const token = await shownToken(page);
    await page.getByText('Waiting for hermes to use the new token').waitFor();
    await page.getByText('It is online with its old token').waitFor();
    await page.getByText('This browser does not know how').waitFor();
    await page.getByRole('tab', { name: 'Without containers' }).click();
    await page.locator('pre').getByText('drover daemon install').first().waitFor();
    await page.goBack();
    await page.goForward();
    await page.getByRole('tab', { name: 'Without containers', selected: true }).waitFor();
    expect((await machine.host()).online).toBe(true);
    await machine.daemon.stop();
    machine.useToken(token);
    await machine.start();
    await page.getByRole('heading', { name: 'hermes is online' }).waitFor();
    await expect.poll(async () => (await machine.host()).access).toBe('open');
  });

  it('[F65] revokes its access, which its terminals say, and lets it in again with a new token', async ({
    dashboard,
  }) => {
    const { page, machine } = await joined(dashboard, 'iris');
    const session = await machine.bash();
    const terminal = await dashboard.view(session);
    await terminal.run('echo "still" here');
    await terminal.shows('still here');
    await chooseAct(page, 'Revoke');
    await page.getByRole('alertdialog').getByRole('button', { name: 'Revoke access' }).click();
    await terminal.page.getByText('Host access revoked').waitFor();
    await terminal.page.getByText('Was running').waitFor();
    expect(await terminal.text()).toContain('still here');
    await page.getByText('The hub lets its daemon in no more').waitFor();

    await chooseAct(page, 'New token');
    await page.getByRole('button', { name: 'Make a new token' }).click();
    const token = await shownToken(page);
    await machine.daemon.stop();
    machine.useToken(token);
    await machine.start();
    await page.getByRole('heading', { name: 'iris is online' }).waitFor();
    await terminal.isLive();
    await terminal.run('echo "and" again');
    await terminal.shows('and again');
  });

  it('deletes it once told what goes and given its name, and takes its sessions out of the fleet', async ({
    dashboard,
  }) => {
    const { page, machine } = await joined(dashboard, 'juno');
    const session = await machine.bash();
    const terminal = await dashboard.view(session);
    const card = dashboard.fleet.page.locator(`[data-session-id="${session.sessionId}"]`);
    await card.waitFor();
    await chooseAct(page, 'Delete');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('1 running session leaves the fleet').waitFor();
    const remove = dialog.getByRole('button', { name: 'Delete the host' });
    expect(await remove.isDisabled()).toBe(true);
    await dialog.getByLabel('Type “juno” to go on').fill('juno');
    await remove.click();
    await page.getByRole('heading', { name: 'Hosts' }).waitFor();
    await expect.poll(() => page.getByRole('link', { name: 'juno' }).count()).toBe(0);
    await expect.poll(() => card.count()).toBe(0);
    await terminal.page.getByText('juno was deleted from Drover').waitFor();
    await terminal.page.getByText('Was running').waitFor();
    expect(await terminal.page.getByText('juno /').count()).toBe(1);
  });

  it('offers no new token, no revoking and no deleting for the machine of the hub itself', async ({
    dashboard,
  }) => {
    const page = await openPage(dashboard, '/hosts');
    await page.getByRole('link', { name: 'atlas' }).click();
    await page.getByRole('button', { name: 'More about this host' }).click();
    expect(await page.getByRole('menuitem').allTextContents()).toEqual(['Rename…']);
  });
});
