import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Session } from '@drover/protocol';
import type { Locator } from 'playwright-core';
import { describe, expect, onTestFinished } from 'vitest';
import { type Dashboard, itWith } from '../harness/dashboard.ts';
import { offerOwnAgents, ownAgentsOnPath } from '../harness/own-agents.ts';
import { Repository } from '../harness/repository.ts';
import type { TerminalPage } from '../harness/terminal-page.ts';

const it = itWith(ownAgentsOnPath(), async ({ drover, fleet }) => {
  await offerOwnAgents(drover);
  await fleet.page.getByRole('button', { name: 'Start Diary' }).waitFor();
});

let dashboard: Dashboard;
it.beforeEach(async ({ dashboard: shared }) => {
  dashboard = shared;
  // Without what a test before may have left open.
  await shared.fleet.page.reload();
});

const sessionOf = (terminal: TerminalPage): Promise<Session> =>
  dashboard.person.session(new URL(terminal.page.url()).pathname.split('/')[2] ?? '');

/** The dialog, with a project chosen and its host's word on it. */
async function dialogAt(profile: string, projectDir: string): Promise<Locator> {
  const dialog = await dashboard.fleet.openSpawnDialog(profile);
  await dialog.getByLabel('Project').fill(projectDir);
  await dialog.getByLabel('Task').focus();
  await expect.poll(() => dialog.getByText('Asking the host').count()).toBe(0);
  return dialog;
}

const started = async (dialog: Locator): Promise<{ terminal: TerminalPage; session: Session }> => {
  const terminal = await dashboard.fleet.opensTerminal(() => dashboard.fleet.start(dialog));
  await terminal.isLive();
  return { terminal, session: await sessionOf(terminal) };
};

const cancel = async (dialog: Locator): Promise<void> => {
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect.poll(() => dialog.count()).toBe(0);
};

const worktreeSwitch = (dialog: Locator): Locator => dialog.getByRole('switch', { name: 'Own worktree' });

const isFocused = (field: Locator): Promise<boolean> =>
  field.evaluate((element) => element === element.ownerDocument.activeElement);

const descriptionOf = (field: Locator): Promise<string | undefined> =>
  field.evaluate(
    (element) =>
      element.ownerDocument.getElementById(element.getAttribute('aria-describedby') ?? '')?.textContent,
  );

describe('The worktree switch', () => {
  it('is on where another agent works, and the session then has files and a branch of its own', async () => {
    const shop = await Repository.make(dashboard.drover, 'shop', { 'till.txt': 'empty' });
    await dashboard.person.spawn({ profile: 'moody', projectDir: shop.path });

    const dialog = await dialogAt('Diary', shop.path);
    await dialog.getByText('On, because Moody works here: each gets its own files and branch.').waitFor();
    await dialog.getByLabel('Task').fill('Paint the gate green');
    const branch = dialog.getByLabel('New branch');
    expect(await branch.getAttribute('placeholder')).toBe('paint-the-gate-green');
    const { session, terminal } = await started(dialog);

    expect(session.projectDir).toBe(shop.path);
    expect(session.worktree?.branch).toBe('paint-the-gate-green');
    expect(await shop.git('branch', '--list', 'paint-the-gate-green')).toContain('paint-the-gate-green');
    expect(session.worktree?.path.startsWith(shop.path)).toBe(false);
    await terminal.page.close();
  });

  it('is off for a shell, where nobody works, and by the person’s own word', async () => {
    const barn = await Repository.make(dashboard.drover, 'barn', { 'door.txt': 'shut' });
    const lonely = await dialogAt('Diary', barn.path);
    await lonely.getByText('Off, because no agent works here now.').waitFor();
    await cancel(lonely);

    await dashboard.person.spawn({ profile: 'moody', projectDir: barn.path });
    const shell = await dialogAt('Bash', barn.path);
    await shell.getByText('Off, because a shell changes only what you tell it to.').waitFor();
    await cancel(shell);

    const dialog = await dialogAt('Diary', barn.path);
    await worktreeSwitch(dialog).click();
    await dialog.getByText('Off: it shares its files with Moody.').waitFor();
    const { session, terminal } = await started(dialog);
    expect(session.worktree).toBeNull();
    await terminal.page.close();
  });

  it('cannot be used outside of git, and says so', async () => {
    const dialog = await dialogAt('Bash', dashboard.drover.projectsRoot);
    await dialog.getByText('Off, because this is no git repository.').waitFor();
    expect(await worktreeSwitch(dialog).isDisabled()).toBe(true);
    await cancel(dialog);
  });

  it('makes a branch of the name and from the base that are asked for, and says at the field what is wrong', async () => {
    const mill = await Repository.make(dashboard.drover, 'mill', { 'wheel.txt': 'one' });
    await mill.git('branch', 'old');
    await mill.commit({ 'wheel.txt': 'two' });
    const dialog = await dialogAt('Diary', mill.path);
    await worktreeSwitch(dialog).click();
    for (const [name, words] of [
      ['--upload-pack=x', 'It must be a branch such as'],
      ['main', 'There is a branch of this name'],
    ] as const) {
      await dialog.getByLabel('New branch').fill(name);
      await dialog.getByLabel('New branch').press('Enter');
      await dialog.getByRole('alert').getByText(words).waitFor();
      expect(await dialog.getByLabel('New branch').getAttribute('aria-invalid')).toBe('true');
    }
    await dialog.getByLabel('New branch').fill('turn/wheel');
    await dialog.getByLabel('From').fill('ol');
    await dashboard.fleet.page.getByRole('option', { name: 'old' }).click();
    const { session, terminal } = await started(dialog);
    expect(session.worktree?.branch).toBe('turn/wheel');
    expect(await readFile(join(session.worktree?.path ?? '', 'wheel.txt'), 'utf8')).toBe('one');
    await terminal.page.close();
  });

  it('leads on in a worktree that is there', async () => {
    const well = await Repository.make(dashboard.drover, 'well', { 'rope.txt': 'long' });
    const first = await dashboard.person.spawn({
      profile: 'bash',
      projectDir: well.path,
      worktree: { kind: 'new', branch: 'dig', base: null, setup: null },
    });
    const dialog = await dialogAt('Diary', well.path);
    await worktreeSwitch(dialog).click();
    await dialog.getByRole('combobox', { name: 'Worktree' }).click();
    await dashboard.fleet.page.getByRole('option', { name: 'dig' }).click();
    await dialog.getByText('On: it goes on in a worktree that is there.').waitFor();
    const { session, terminal } = await started(dialog);
    expect(session.worktree).toEqual(first.worktree);
    await terminal.page.close();
  });
});

describe('The set-up of a project', () => {
  const SETUP = 'worktree:\n  copy: [.env]\n  run: [touch built]\n';
  const agreement = (dialog: Locator) => dialog.getByRole('checkbox', { name: 'I have read it' });
  const inNewWorktree = async (path: string): Promise<Locator> => {
    const dialog = await dialogAt('Diary', path);
    const isOn = (await worktreeSwitch(dialog).getAttribute('aria-checked')) === 'true';
    if (!isOn) await worktreeSwitch(dialog).click();
    return dialog;
  };

  it('is shown word for word, and done only once a person has agreed, for as long as it stays the same', async () => {
    const farm = await Repository.make(dashboard.drover, 'farm', {
      '.drover.yaml': SETUP,
      '.gitignore': '.env\n',
    });
    await farm.write({ '.env': 'SECRET=hay' });

    const refused = await inNewWorktree(farm.path);
    const note = refused.getByRole('region', { name: 'Set-up' });
    await note.getByText('.env', { exact: true }).waitFor();
    await note.getByText('touch built', { exact: true }).waitFor();
    expect(await agreement(refused).isChecked()).toBe(false);
    const without = await started(refused);
    await expect(readFile(join(without.session.worktree?.path ?? '', '.env'))).rejects.toThrow('ENOENT');
    await without.terminal.page.close();

    const agreed = await inNewWorktree(farm.path);
    await agreement(agreed).check();
    const done = await started(agreed);
    const path = done.session.worktree?.path ?? '';
    expect(await readFile(join(path, '.env'), 'utf8')).toBe('SECRET=hay');
    await expect.poll(() => readFile(join(path, 'built'), 'utf8').catch(() => null)).toBe('');
    await done.terminal.page.close();

    const again = await inNewWorktree(farm.path);
    expect(await agreement(again).isChecked()).toBe(true);
    await cancel(again);
  });

  it('that changed since it was read is not done, but shown again', async () => {
    const yard = await Repository.make(dashboard.drover, 'yard', { '.drover.yaml': SETUP });
    const dialog = await inNewWorktree(yard.path);
    await agreement(dialog).check();
    await yard.write({ '.drover.yaml': 'worktree:\n  run: [rm -rf everything]\n' });
    await dashboard.fleet.start(dialog);
    const note = dialog.getByRole('region', { name: 'Set-up' });
    await note.getByRole('alert').waitFor();
    await note.getByText('rm -rf everything').waitFor();
    expect(await agreement(dialog).isChecked()).toBe(false);
    await cancel(dialog);
  });

  it('that cannot be used says why', async () => {
    const pond = await Repository.make(dashboard.drover, 'pond', { '.drover.yaml': 'worktree:\n  run: 7\n' });
    const dialog = await inNewWorktree(pond.path);
    await dialog.getByText('cannot be used:').waitFor();
    expect(await agreement(dialog).count()).toBe(0);
    await cancel(dialog);
  });
});

describe('A conversation', () => {
  it('goes on as the newest or as one that was picked, and says which one that is', async () => {
    const { path } = await Repository.make(dashboard.drover, 'library', { 'shelf.txt': 'full' });
    const nothing = await dialogAt('Diary', path);
    await nothing.getByRole('radio', { name: 'Resume newest' }).click();
    await nothing.getByText('There is no conversation to resume here: Diary begins a new one.').waitFor();
    await cancel(nothing);

    for (const prompt of ['Count the apples', 'Count the pears']) {
      const dialog = await dialogAt('Diary', path);
      await dialog.getByLabel('First prompt').fill(prompt);
      const { terminal, session } = await started(dialog);
      await terminal.shows(`Noted: ${prompt}`);
      await terminal.page.close();
      await dashboard.person.stop(session.sessionId);
    }

    const newest = await dialogAt('Diary', path);
    await newest.getByRole('radio', { name: 'Resume newest' }).click();
    await newest.getByText('“Count the pears”').waitFor();
    const second = await started(newest);
    await second.terminal.shows('Going on with Count the pears');
    await second.terminal.page.close();

    const picked = await dialogAt('Diary', path);
    await picked.getByRole('radio', { name: 'Pick one' }).click();
    await dashboard.fleet.start(picked);
    await picked.getByRole('alert').getByText('Choose a conversation from the list.').waitFor();
    await picked.getByLabel('Which one').fill('apples');
    await dashboard.fleet.page.getByRole('option', { name: 'Count the apples' }).click();
    expect(await picked.getByLabel('Which one').inputValue()).toBe('Count the apples');
    const first = await started(picked);
    await first.terminal.shows('Going on with Count the apples');
    await first.terminal.page.close();
  });
});

it('A session whose worktree was removed leads to where it can be restored', async () => {
  const hall = await Repository.make(dashboard.drover, 'hall', { 'lamp.txt': 'lit' });
  const { sessionId, hostId, worktree } = await dashboard.person.spawn({
    profile: 'diary',
    projectDir: hall.path,
    task: 'Trim the lamp',
    worktree: { kind: 'new', branch: 'trim', base: null, setup: null },
  });
  await dashboard.person.stop(sessionId);
  const how = { kind: 'if_clean' };
  await dashboard.person.ask('POST', `/hosts/${hostId}/worktrees/remove`, { path: worktree?.path, how });

  const { page } = dashboard.fleet;
  onTestFinished(async () => void (await page.goto(dashboard.drover.url)));
  await dashboard.fleet.card('Trim the lamp').getByRole('button', { name: 'Resume' }).click();
  await page.getByText('If it was removed, restore it from the list of worktrees').first().waitFor();
  await page.getByRole('button', { name: 'Worktrees' }).click();
  await page.getByRole('heading', { name: 'Worktrees', level: 1 }).waitFor();
  expect(new URL(page.url()).searchParams.get('host')).toBe(hostId);
});

it('The newest conversation is not begun anew beside the agent that has it open', async () => {
  const { path } = await Repository.make(dashboard.drover, 'office', { 'desk.txt': 'tidy' });
  const first = await dialogAt('Diary', path);
  await first.getByLabel('First prompt').fill('Sort the letters');
  const running = await started(first);
  await running.terminal.shows('Noted: Sort the letters');
  await running.terminal.page.close();

  const dialog = await dialogAt('Diary', path);
  await dialog.getByRole('radio', { name: 'Resume newest' }).click();
  await dialog.getByText('“Sort the letters” is open in a session that runs').waitFor();
  await dashboard.fleet.start(dialog);
  await dialog.getByRole('alert').getByText('open in a session that runs; go on there').waitFor();
  await cancel(dialog);
});

describe('What is wrong in the dialog', () => {
  it('is said where it is, and a base or a path that is not there is not said elsewhere', async () => {
    const inn = await Repository.make(dashboard.drover, 'inn', { 'bed.txt': 'made' });
    await inn.write({ 'bed.txt': 'unmade' });
    const dialog = await dialogAt('Diary', `${inn.path}/nowhere`);
    const project = dialog.getByLabel('Project');
    await dialog.getByText('Off, because the host could not look at the project.').waitFor();
    expect(await descriptionOf(project)).toContain('There is no such directory on this host.');
    await project.fill(`~/${relative(dashboard.drover.home, inn.path)}`);
    await expect.poll(() => descriptionOf(project)).toMatch(/^inn · main · 1 changed/);
    await worktreeSwitch(dialog).click();
    await dialog.getByText('1 file has changes that are not committed: they stay in the checkout').waitFor();
    await dialog.getByLabel('From').fill('nosuchref');
    await dashboard.fleet.start(dialog);
    await dialog.getByRole('alert').getByText('The base must be a branch, a tag or a commit').waitFor();
    expect(await dialog.getByLabel('From').getAttribute('aria-invalid')).toBe('true');
    expect(await dialog.getByLabel('New branch').getAttribute('aria-invalid')).toBe('false');
    await cancel(dialog);
  });

  it('is brought into sight, and stays to be mended there', async () => {
    const { path } = await Repository.make(dashboard.drover, 'tailor', { 'coat.txt': 'long' });
    const dialog = await dialogAt('Diary', path);
    await dialog.getByText('model, name, tags').click();
    const tags = dialog.getByLabel('Tags');
    const { keyboard } = dashboard.fleet.page;
    await tags.focus();
    await keyboard.insertText('two, words ');
    await keyboard.insertText('what?');
    await dialog.getByText('model, name, tags').click();
    await dashboard.fleet.start(dialog);
    await dialog.getByRole('alert').getByText('A tag must be one word').waitFor();
    await expect.poll(() => isFocused(tags)).toBe(true);
    await keyboard.press('Backspace');
    await expect.poll(() => dialog.getByRole('alert').count()).toBe(0);
    expect(await isFocused(tags)).toBe(true);
    await keyboard.type('ever');
    const { session, terminal } = await started(dialog);
    expect(session.tags).toEqual(['two', 'words', 'whatever']);
    await terminal.page.close();
  });
});

it('Model, name and tags are folded, reach the session, and models are offered again', async () => {
  const { path } = await Repository.make(dashboard.drover, 'forge', { 'anvil.txt': 'hot' });
  const dialog = await dialogAt('Diary', path);
  await dialog.getByText('model, name, tags').click();
  await dialog.getByLabel('Model').fill('oak-2');
  await dialog.getByLabel('Name').fill('Smith');
  await dialog.getByLabel('Tags').pressSequentially('urgent iron');
  const { session, terminal } = await started(dialog);
  expect(session).toMatchObject({ model: 'oak-2', name: 'Smith', tags: ['urgent', 'iron'] });
  await terminal.shows('Model oak-2');
  await terminal.page.close();

  const again = await dialogAt('Diary', path);
  await again.getByText('model, name, tags').click();
  await again.getByLabel('Model').click();
  await dashboard.fleet.page.getByRole('option', { name: 'oak-2' }).click();
  expect(await again.getByLabel('Model').inputValue()).toBe('oak-2');
  await cancel(again);
});
