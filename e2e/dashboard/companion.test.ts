import type { Session } from '@drover/protocol';
import { describe, expect } from 'vitest';
import { type Dashboard, it, PROMPT } from '../harness/dashboard.ts';
import { TerminalPage } from '../harness/terminal-page.ts';

const WIDE = { width: 1440, height: 800 };

/** The sessions that were opened beside another. */
async function companionsOf({ person }: Dashboard, { sessionId }: Session): Promise<Session[]> {
  const { sessions } = await person.ask<{ sessions: Session[] }>('GET', '/sessions');
  return sessions.filter(({ parentId }) => parentId === sessionId);
}

describe('A companion', () => {
  it('opens beside its session in one window, in the same directory, and the address keeps it there', async ({
    dashboard,
  }) => {
    const { session, terminal } = await dashboard.bash('twins');
    await terminal.page.setViewportSize(WIDE);
    await terminal.button('Open a shell beside it').click();
    const side = terminal.page.getByRole('region', { name: 'Terminal: ' }).nth(1);
    await side.waitFor();
    await expect.poll(() => terminal.text()).toContain('twins$');
    await terminal.run('echo side by $((1 + 1))');
    await terminal.shows('side by 2');
    const [companion] = await companionsOf(dashboard, session);
    expect(companion).toMatchObject({ profile: 'bash', status: 'running', projectDir: session.projectDir });
    expect(new URL(terminal.page.url()).searchParams.get('beside')).toBe(companion?.sessionId);
    await terminal.page.reload();
    await expect.poll(() => terminal.page.getByRole('region', { name: 'Terminal: ' }).count()).toBe(2);

    // Closing its side only detaches it; opened again, it is the same one.
    await terminal.button('Close this side; the session goes on').click();
    await expect.poll(() => side.count()).toBe(0);
    await terminal.isLive();
    await terminal.button('Open a shell beside it').click();
    await terminal.shows('side by 2');
    expect(await companionsOf(dashboard, session)).toHaveLength(1);
  });

  it('is listed on the card of its session, and stopped alone', async ({ dashboard }) => {
    const { fleet } = dashboard;
    const { session } = await dashboard.bash('together');
    await fleet.toFront();
    const card = fleet.card('Bash: together');
    await card.getByRole('button', { name: 'More about together' }).click();
    const opened = await fleet.opensTerminal(() =>
      fleet.page.getByRole('menuitem', { name: 'Bash' }).click(),
    );
    await opened.shows(`${PROMPT}:`);
    await opened.page.close();
    const beside = card.getByRole('list', { name: 'Beside it' });
    await beside.getByRole('listitem').waitFor();
    expect(await fleet.page.getByRole('group', { name: 'together' }).count()).toBe(1);

    await fleet.toFront();
    await beside.getByRole('button', { name: 'Stop' }).click();
    const confirm = fleet.page.getByRole('alertdialog');
    await confirm.getByText('The session that it was opened beside goes on.').waitFor();
    await confirm.getByRole('button', { name: 'Stop session' }).click();
    await beside.getByText('Stopped', { exact: true }).waitFor();
    expect((await dashboard.person.session(session.sessionId)).status).toBe('running');
  });

  it('stands behind its session on a phone, each a tap away', async ({ dashboard }) => {
    const { session } = await dashboard.bash('pocket');
    const { hostId, projectDir, sessionId } = session;
    const wish = { profile: 'bash', projectDir, hostId, parentId: sessionId, task: 'Watch the log' };
    const companion = await dashboard.person.spawn(wish);
    const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
    const context = await dashboard.newBrowser(phone);
    const page = await context.newPage();
    await page.goto(`${dashboard.drover.url}/terminal/${sessionId}?beside=${companion.sessionId}`);
    const terminal = new TerminalPage(page);
    await page.getByRole('region', { name: 'Terminal: Watch the log' }).waitFor();
    await page.getByRole('radio', { name: 'pocket' }).tap();
    await page.getByRole('region', { name: 'Terminal: pocket' }).waitFor();
    await terminal.isLive();
    expect(await page.getByRole('region', { name: 'Terminal: ' }).count()).toBe(1);
  });
});

it('A name, a task and tags are given from the card, and found again', async ({ dashboard }) => {
  const { fleet } = dashboard;
  const { page } = fleet;
  await dashboard.bash('named');
  await fleet.toFront();
  await fleet.card('Bash: named').getByRole('button', { name: 'More about named' }).click();
  await page.getByRole('menuitem', { name: 'Name, task and tags' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Fence');
  await dialog.getByLabel('Tags').fill('urgent, #odd');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText('A tag must be one word').waitFor();
  await dialog.getByLabel('Tags').fill('urgent, garden');
  await dialog.getByRole('button', { name: 'Save' }).click();
  const card = fleet.card('Bash: Fence');
  await card.getByRole('button', { name: 'Show only sessions tagged garden' }).click();
  await expect.poll(() => page.locator('[role=group][data-session-id]').count()).toBe(1);
  await card.getByRole('button', { name: 'Edit the name: Fence' }).click();
  await page.keyboard.type('Hedge');
  await page.keyboard.press('Enter');
  await fleet.card('Bash: Hedge').waitFor();
  await page.getByRole('button', { name: 'Clear' }).click();
});
