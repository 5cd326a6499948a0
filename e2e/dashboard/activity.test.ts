import { readFile } from 'node:fs/promises';
import type { Session } from '@drover/protocol';
import type { Locator } from 'playwright-core';
import { describe, expect } from 'vitest';
import { type Dashboard, itWith } from '../harness/dashboard.ts';
import { withMoodyAgent } from '../harness/moody.ts';
import type { TerminalPage } from '../harness/terminal-page.ts';

const it = itWith(withMoodyAgent());

type Moody = { session: Session; terminal: TerminalPage; card: Locator; row: Locator };

/** An agent that is told by a typed line what to do next, with its card and its row of those that need somebody. */
async function moody(dashboard: Dashboard, task: string): Promise<Moody> {
  const { drover, person, fleet } = dashboard;
  const projectDir = await drover.createProject(task.replaceAll(' ', '-'));
  const session = await person.spawn({ profile: 'moody', projectDir, task });
  const terminal = await dashboard.view(session);
  await terminal.shows('What next?');
  await fleet.toFront();
  const row = fleet.page.locator(`[data-waiting="${session.sessionId}"]`);
  return { session, terminal, card: fleet.card(`Moody: ${task}`), row };
}

const become = async ({ terminal }: Moody, mood: string): Promise<void> => {
  await terminal.run(mood);
};

const needsYou = ({ fleet }: Dashboard): Locator => fleet.page.getByRole('region', { name: 'Needs you' });

describe('The chip of a card', () => {
  it('says what the session does, and pointed at why that is believed', async ({ dashboard }) => {
    const one = await moody(dashboard, 'Count the trees');
    await become(one, 'question');
    const chip = one.card.getByRole('button', { name: 'Asks a question' });
    await chip.waitFor();
    await chip.hover();
    const why = dashboard.fleet.page.getByRole('dialog', { name: 'Activity of Count the trees' });
    await why.getByText('It cannot go on without a person.').waitFor();
    await why.getByText('Likely: read on its screen.').waitFor();
    await dashboard.fleet.page.mouse.move(0, 0);
    await expect.poll(() => why.count()).toBe(0);

    await chip.focus();
    await dashboard.fleet.page.keyboard.press('Enter');
    await why.getByText('Likely').waitFor();
    await dashboard.fleet.page.keyboard.press('Escape');
    await expect.poll(() => why.count()).toBe(0);
    await become(one, 'idle');
    await one.card.getByRole('button', { name: 'Idle' }).waitFor();
  });

  it('takes the word of who knows better, and tells where the evidence was kept', async ({ dashboard }) => {
    const { page } = dashboard.fleet;
    const one = await moody(dashboard, 'Prune the roses');
    await become(one, 'plan');
    await one.card.getByRole('button', { name: 'Shows a plan' }).click();
    await page.getByRole('button', { name: 'This is wrong' }).click();
    const dialog = page.getByRole('dialog', { name: '“Shows a plan” is wrong' });
    await dialog.getByRole('button', { name: 'Report' }).click();
    await dialog.getByText('Choose what is right.').waitFor();
    await dialog.getByRole('radio', { name: 'Idle' }).check();
    await dialog.getByLabel('Note').fill('It only looks so.');
    await dialog.getByRole('button', { name: 'Report' }).click();
    const reported = page.getByRole('dialog', { name: 'Reported' });
    const file = (await reported.locator('.font-mono').textContent()) ?? '';
    expect(await readFile(file, 'utf8')).toContain('It only looks so.');
    await reported.getByRole('button', { name: 'Close' }).last().click();
    await become(one, 'idle');
  });

  it('explains itself on a phone to a tap, in the terminal’s header too', async ({ dashboard }) => {
    const one = await moody(dashboard, 'Water the beans');
    await become(one, 'login');
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
    const context = await dashboard.newBrowser(phone);
    const page = await context.newPage();
    await page.goto(`${dashboard.drover.url}/terminal/${one.session.sessionId}`);
    const chip = page.getByRole('button', { name: 'Needs a login' });
    await chip.tap();
    await page.getByText('It cannot go on without a person.').waitFor();
    const box = await chip.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
    await become(one, 'idle');
  });
});

describe('Who needs somebody', () => {
  it('stands above all hosts with its reason, is counted in bar and title, and goes when it is over', async ({
    dashboard,
  }) => {
    const { page } = dashboard.fleet;
    const one = await moody(dashboard, 'Pick the plums');
    await become(one, 'limit');
    await one.row.getByText('has reached a limit').waitFor();
    await expect.poll(() => page.title()).toBe('(1) Fleet · Drover');
    await page.getByRole('link', { name: '1 needs you' }).waitFor();
    expect(await page.locator('link[rel=icon]').getAttribute('href')).toBe('/favicon-waiting.svg');
    const again = await dashboard.fleet.opensTerminal(() =>
      one.row.getByRole('button', { name: 'Attach to Pick the plums' }).click(),
    );
    await again.shows('You have reached your limit.');
    await again.page.close();

    await become(one, 'idle');
    await expect.poll(() => needsYou(dashboard).count()).toBe(0);
    await expect.poll(() => page.title()).toBe('Fleet · Drover');
  });

  it('is answered there: what it asks for is allowed, and it goes on', async ({ dashboard }) => {
    const one = await moody(dashboard, 'Clear the shed');
    await become(one, 'ask rm -r build');
    await one.row.getByText('asks permission: shell').waitFor();
    expect(await one.row.locator('pre').textContent()).toBe('rm -r build');
    await one.row.getByRole('button', { name: 'Allow' }).click();
    await one.terminal.shows('allowed from the dashboard');
    await expect.poll(() => one.row.count()).toBe(0);
  });

  it('is allowed a long command only once all of it was in sight', async ({ dashboard }) => {
    const one = await moody(dashboard, 'Burn the leaves');
    const command = `${'echo leaf && '.repeat(30)}rm -r build`;
    await become(one, `ask ${command}`);
    await one.row.getByRole('button', { name: 'Deny' }).waitFor();
    expect(await one.row.getByRole('button', { name: 'Allow' }).count()).toBe(0);
    await one.row.getByRole('button', { name: `Show all ${command.length} characters` }).click();
    expect(await one.row.locator('pre').textContent()).toBe(command);
    await one.row.getByRole('button', { name: 'Allow' }).waitFor();
    await one.row.getByRole('button', { name: 'Deny' }).click();
    await one.terminal.shows('denied from the dashboard');
  });

  it('is told that it was answered elsewhere, when that was first', async ({ dashboard }) => {
    const { page } = dashboard.fleet;
    const one = await moody(dashboard, 'Feed the hens');
    await become(one, 'ask rm -r build');
    await one.row.getByRole('button', { name: 'Allow' }).waitFor();
    // The answer leaves this page only when the other one has been given.
    await page.route('**/answer', async (route) => {
      const { ask } = (await dashboard.person.session(one.session.sessionId)).activity ?? {};
      const body = { askId: ask?.askId, answer: 'deny' };
      await dashboard.person.ask('POST', `/sessions/${one.session.sessionId}/answer`, body);
      await route.continue();
    });
    const late = page.waitForResponse('**/answer');
    await one.row.getByRole('button', { name: 'Allow' }).click();
    expect((await late).status()).toBe(409);
    await one.terminal.shows('denied from the dashboard');
    await page.unroute('**/answer');
    await expect.poll(() => one.row.count()).toBe(0);
  });

  it('is found by the filter, which the address keeps', async ({ dashboard }) => {
    const { page } = dashboard.fleet;
    const one = await moody(dashboard, 'Mend the fence');
    await become(one, 'question');
    await one.row.waitFor();
    await page.goto(`${dashboard.drover.url}/?activity=waiting`);
    await expect.poll(() => page.locator('[role=group][data-session-id]').count()).toBe(1);
    await page.getByRole('button', { name: 'Clear' }).click();
    expect(new URL(page.url()).search).toBe('');
    await become(one, 'idle');
  });
});
