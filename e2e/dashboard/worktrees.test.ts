import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { Session } from '@drover/protocol';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, onTestFinished } from 'vitest';
import { type Dashboard, it } from '../harness/dashboard.ts';
import { Machine } from '../harness/machine.ts';
import { Repository } from '../harness/repository.ts';

const WORKTREE_MAIN = resolve(import.meta.dirname, '../../daemon/src/worktrees/main.ts');

async function openWorktrees({ context, drover }: Dashboard, query = ''): Promise<Page> {
  const page = await context.newPage();
  onTestFinished(() => page.close());
  await page.goto(`${drover.url}/worktrees${query}`);
  return page;
}

/** A session in a new worktree of a project. */
async function inWorktree({ person }: Dashboard, project: Repository, branch: string) {
  const session = await person.spawn({
    profile: 'bash',
    projectDir: project.path,
    task: `Work on ${branch}`,
    worktree: { kind: 'new', branch, base: null, setup: null },
  });
  return { session, path: session.worktree?.path ?? '' };
}

/** The same, with nobody in it any more. */
async function leftWorktree(dashboard: Dashboard, project: Repository, branch: string): Promise<string> {
  const { session, path } = await inWorktree(dashboard, project, branch);
  await dashboard.person.stop(session.sessionId);
  return path;
}

const rowOf = (page: Page, branch: string): Locator =>
  page.getByRole('list', { name: 'Worktrees on atlas' }).getByRole('listitem', { name: branch, exact: true });

async function askRemoval(page: Page, branch: string): Promise<Locator> {
  await rowOf(page, branch)
    .getByRole('button', { name: `More about ${branch}` })
    .click();
  await page.getByRole('menuitem', { name: 'Remove' }).click();
  return page.getByRole('dialog');
}

const confirm = (dialog: Locator) => dialog.getByRole('button', { name: 'Remove the worktree' }).click();

it('Without any worktree the page says what they are for', async ({ dashboard }) => {
  const page = await openWorktrees(dashboard);
  await page.getByText('Two agents on one project keep out of each other’s way').waitFor();
});

describe('A worktree', () => {
  it('is listed with its project, state and who works in it, and is a place to start in', async ({
    dashboard,
  }) => {
    const shop = await Repository.make(dashboard.drover, 'shop', { 'till.txt': 'empty' });
    const { session, path } = await inWorktree(dashboard, shop, 'mend-the-till');
    const page = await openWorktrees(dashboard);
    const row = rowOf(page, 'mend-the-till');
    await row.getByText('shop', { exact: true }).waitFor();
    await row.getByText('Clean').waitFor();
    const user = row.getByRole('link', { name: 'Work on mend-the-till' });
    expect(await user.getAttribute('href')).toBe(`/terminal/${session.sessionId}`);
    await row.getByRole('button', { name: 'More about mend-the-till' }).click();
    await page.getByText('A session works in it; stop it first.').waitFor();
    expect(await page.getByRole('menuitem', { name: 'Remove' }).getAttribute('aria-disabled')).toBe('true');
    await page.keyboard.press('Escape');

    await row.getByRole('button', { name: 'Start a session in mend-the-till' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('On: it goes on in a worktree that is there.').waitFor();
    const [popup] = await Promise.all([
      page.waitForEvent('popup'),
      dialog.getByRole('button', { name: 'Start' }).click(),
    ]);
    await expect
      .poll(async () => (await dashboard.person.ask<{ sessions: Session[] }>('GET', '/sessions')).sessions)
      .toContainEqual(expect.objectContaining({ worktree: { path, branch: 'mend-the-till' }, task: null }));
    await popup.close();
  });

  it('[F69] with work in it is removed only once that is saved, and comes back as it was', async ({
    dashboard,
  }) => {
    const barn = await Repository.make(dashboard.drover, 'barn', {
      'door.txt': 'shut',
      '.gitignore': '.env\n',
    });
    const path = await leftWorktree(dashboard, barn, 'oil-the-door');
    await writeFile(join(path, '.env'), 'KEY=under the mat');
    await writeFile(join(path, 'door.txt'), 'half open');
    await writeFile(join(path, 'oil.txt'), 'new');
    const page = await openWorktrees(dashboard);
    await rowOf(page, 'oil-the-door').getByText('2 changed files and 1 ignored one').waitFor();

    const dialog = await askRemoval(page, 'oil-the-door');
    await dialog.getByText('It has 2 changed files and 1 ignored one.').waitFor();
    await dialog.getByRole('radio', { name: 'Only if nothing is lost' }).check();
    await confirm(dialog);
    await dialog.getByRole('alert').getByText('changed file').waitFor();
    expect(await readFile(join(path, 'door.txt'), 'utf8')).toBe('half open');

    await dialog.getByRole('radio', { name: 'Save its state' }).check();
    await confirm(dialog);
    await page.getByText('oil-the-door is removed, and its state is saved.', { exact: true }).waitFor();
    await expect.poll(() => rowOf(page, 'oil-the-door').count()).toBe(0);
    await expect(readFile(path)).rejects.toThrow('ENOENT');

    const saved = page.getByRole('list', { name: 'Saved states on atlas' });
    await saved.getByText('2 changed files and 1 ignored one').waitFor();
    await saved.getByRole('button', { name: 'Restore oil-the-door' }).first().click();
    await rowOf(page, 'oil-the-door').getByText('2 changed files and 1 ignored one').waitFor();
    expect(await readFile(join(path, 'door.txt'), 'utf8')).toBe('half open');
    expect(await readFile(join(path, 'oil.txt'), 'utf8')).toBe('new');
  });

  it('comes back by the command line, too', async ({ dashboard }) => {
    const mill = await Repository.make(dashboard.drover, 'mill', { 'wheel.txt': 'still' });
    const path = await leftWorktree(dashboard, mill, 'turn-it');
    await writeFile(join(path, 'wheel.txt'), 'turning');
    const page = await openWorktrees(dashboard);
    await confirm(await askRemoval(page, 'turn-it'));
    const saved = page.getByRole('listitem').filter({ hasText: 'turn-it' });
    await saved.getByText('By command').click();
    const line = (await saved.locator('pre').textContent()) ?? '';
    // The launcher would set up a toolchain of its own first.
    const command = line.replace('drover worktree', `${process.execPath} ${WORKTREE_MAIN}`);
    await promisify(execFile)('bash', ['-c', `${command} --state-dir ${dashboard.drover.stateDir}`]);
    expect(await readFile(join(path, 'wheel.txt'), 'utf8')).toBe('turning');
  });

  it('[F69] is discarded only by who types its branch', async ({ dashboard }) => {
    const pond = await Repository.make(dashboard.drover, 'pond', { 'fish.txt': 'one' });
    const path = await leftWorktree(dashboard, pond, 'let-it-go');
    await writeFile(join(path, 'fish.txt'), 'none');
    const page = await openWorktrees(dashboard);
    const dialog = await askRemoval(page, 'let-it-go');
    await dialog.getByRole('radio', { name: 'Discard all' }).check();
    const remove = dialog.getByRole('button', { name: 'Remove the worktree' });
    await dialog.getByLabel('Type “let-it-go” to go on').fill('let-it');
    expect(await remove.isDisabled()).toBe(true);
    await dialog.getByLabel('Type “let-it-go” to go on').fill('let-it-go');
    await remove.click();
    await page.getByText('let-it-go is removed.', { exact: true }).waitFor();
    await expect(readFile(path)).rejects.toThrow('ENOENT');
  });

  it('that is clean goes with all others that are, and no other', async ({ dashboard }) => {
    const farm = await Repository.make(dashboard.drover, 'farm', { 'hay.txt': 'dry' });
    const dirty = await leftWorktree(dashboard, farm, 'keeps-work');
    await writeFile(join(dirty, 'hay.txt'), 'wet');
    await leftWorktree(dashboard, farm, 'clean-one');
    await leftWorktree(dashboard, farm, 'clean-two');
    const page = await openWorktrees(dashboard);
    await rowOf(page, 'clean-two').waitFor();
    await page.getByRole('button', { name: 'Remove all that are clean' }).click();
    const dialog = page.getByRole('alertdialog');
    await dialog.getByText('clean-one').waitFor();
    expect(await dialog.getByText('keeps-work').count()).toBe(0);
    await dialog.getByRole('button', { name: 'Remove them' }).click();
    await expect.poll(() => rowOf(page, 'clean-two').count()).toBe(0);
    expect(await rowOf(page, 'clean-one').count()).toBe(0);
    await rowOf(page, 'keeps-work').getByText('1 changed file').waitFor();
  });
});

it('Worktrees of one host are shown by themselves, and those of one that is offline are said to be there', async ({
  dashboard,
}) => {
  const machine = await Machine.register(dashboard.person, 'eos');
  onTestFinished(() => machine[Symbol.asyncDispose]());
  const page = await openWorktrees(dashboard, `?host=${machine.hostId}`);
  await page.getByText('eos is offline. Its worktrees are on its own disk').waitFor();
  expect(await page.getByRole('region', { name: 'atlas' }).count()).toBe(0);
  await page.getByRole('combobox', { name: 'Host' }).click();
  await page.getByRole('option', { name: 'All hosts' }).click();
  await page.getByRole('region', { name: 'atlas' }).waitFor();
});
