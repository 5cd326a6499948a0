import { describe, expect } from 'vitest';
import { it, PROMPT } from '../harness/dashboard.ts';

describe('Stopping a session from its card', () => {
  it('asks first, then keeps its final screen and says how it ended, until it is archived', async ({
    dashboard,
  }) => {
    const { fleet } = dashboard;
    const { terminal, session } = await dashboard.bash('finished');
    await terminal.run('clear; echo "harvest" is in; sleep 1000');
    await terminal.shows('harvest is in');
    const card = fleet.card('Bash: finished');
    const confirm = fleet.page.getByRole('alertdialog');

    await fleet.toFront();
    await card.getByRole('button', { name: 'Stop' }).click();
    await confirm.getByText('Files in finished stay as they are').waitFor();
    await confirm.getByRole('button', { name: 'Cancel' }).click();
    expect((await dashboard.person.session(session.sessionId)).status).toBe('running');

    await card.getByRole('button', { name: 'Stop' }).click();
    await confirm.getByRole('button', { name: 'Stop session' }).click();
    await card.getByText('Stopped', { exact: true }).waitFor();
    const { reason } = await dashboard.person.session(session.sessionId);
    expect(reason?.code).toBe('stopped');
    await card.getByText(reason?.message ?? '').waitFor();
    await terminal.page
      .getByRole('status')
      .getByText(reason?.message ?? '')
      .waitFor();
    expect(await terminal.text()).toContain('harvest is in');
    expect(await terminal.button('Stop the session').count()).toBe(0);

    const later = await fleet.opensTerminal(() => card.getByRole('button', { name: 'View' }).click());
    await later.shows('harvest is in');
    await later.page.close();
    await fleet.toFront();
    await card.getByRole('button', { name: 'Archive' }).click();
    await confirm.getByText('There is no way to bring it back into the fleet.').waitFor();
    await confirm.getByRole('button', { name: 'Archive session' }).click();
    await expect.poll(() => card.count()).toBe(0);
  });

  it('is told to its window when the program ended by itself', async ({ dashboard }) => {
    const { terminal } = await dashboard.bash('by-itself');
    await terminal.run('exit 3');
    const ending = terminal.page.getByRole('status').getByText('Ended by itself with exit code 3.');
    await ending.waitFor();
    await dashboard.fleet.card('Bash: by-itself').getByText('Exited 3', { exact: true }).waitFor();
  });
});

it('The spawn dialog says at the field of the directory what is wrong with it', async ({ dashboard }) => {
  const { fleet, drover } = dashboard;
  const dialog = await fleet.openSpawnDialog('Bash');
  const project = dialog.getByLabel('Project');
  for (const [path, words] of [
    [`${drover.projectsRoot}/missing`, 'There is no such directory on this host.'],
    ['/etc', `The project directory must lie in ${drover.projectsRoot}.`],
    ['somewhere', 'it must be absolute, or begin with "~/"'],
    ['', 'Choose a project, or type the path of a directory.'],
  ] as const) {
    await project.fill(path);
    await project.press('Enter');
    await dialog.getByRole('alert').getByText(words).waitFor();
    expect(await project.getAttribute('aria-invalid')).toBe('true');
    const note = await project.getAttribute('aria-describedby');
    expect(await dialog.locator(`[id="${note}"]`).textContent()).toContain(words);
  }
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect.poll(() => dialog.count()).toBe(0);
});

// The last of this file: it takes the host away.
describe('A host whose daemon was stopped', () => {
  it('is shown as offline with its sessions dimmed, and starts nothing until it is back', async ({
    dashboard,
  }) => {
    const { fleet, drover } = dashboard;
    const { page } = fleet;
    const { terminal } = await dashboard.bash('out-of-reach');
    const projectDir = await drover.createProject('unreachable');
    const dialog = await fleet.openSpawnDialog('Bash');
    const project = dialog.getByLabel('Project');
    await project.fill(projectDir);
    await drover.daemon.stop();

    await page.getByText('Offline, last seen').waitFor();
    await project.press('Enter');
    await dialog.getByText('atlas is offline.').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    expect(await page.getByRole('button', { name: 'Start Bash' }).count()).toBe(0);
    const card = fleet.card('Bash: out-of-reach');
    await card.getByText('Was running').waitFor();
    expect(await card.getByRole('button', { name: 'Stop' }).isDisabled()).toBe(true);
    await terminal.page.getByText('Host atlas has been offline').waitFor();

    await drover.startDaemon();
    await card.locator('[data-activity]').waitFor();
    await terminal.isLive();
    await terminal.run('clear; echo "back" again');
    await terminal.shows(`back again\n${PROMPT}`);
  });
});
