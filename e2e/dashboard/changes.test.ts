import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Session } from '@drover/protocol';
import type { Page } from 'playwright-core';
import { describe, expect } from 'vitest';
import { type Dashboard, it } from '../harness/dashboard.ts';
import { Repository } from '../harness/repository.ts';

const FILES = { 'till.txt': 'one\ntwo\nthree\n', 'old.txt': 'moved\n'.repeat(20), 'gone.txt': 'gone\n' };

async function shop(
  dashboard: Dashboard,
  name: string,
): Promise<{ repository: Repository; session: Session; page: Page }> {
  const repository = await Repository.make(dashboard.drover, name, FILES);
  const session = await dashboard.person.spawn({ profile: 'bash', projectDir: repository.path, task: name });
  const context = await dashboard.newBrowser();
  const page = await context.newPage();
  await page.goto(`${dashboard.drover.url}/sessions/${session.sessionId}/changes`);
  return { repository, session, page };
}

const file = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name });

describe('The changes of a session', () => {
  it('appear by themselves: what was added, changed, renamed and deleted, with its lines', async ({
    dashboard,
  }) => {
    const { repository, page } = await shop(dashboard, 'orchard');
    await page.getByText('Nothing changed yet').waitFor();
    await repository.write({ 'till.txt': 'one\nTWO\nthree\n', 'new <b>file</b>.txt': 'hello\n' });
    await rm(join(repository.path, 'gone.txt'));
    await repository.git('mv', 'old.txt', 'moved.txt');
    await page.getByRole('button', { name: 'Look again' }).click();
    await page.getByText('4 files').waitFor();
    await file(page, 'till.txt').getByText('+TWO').waitFor();
    await file(page, 'till.txt').getByText('+1', { exact: true }).waitFor();
    await file(page, 'new <b>file</b>.txt').getByText('Added').waitFor();
    await file(page, 'gone.txt').getByText('Deleted').waitFor();
    await file(page, 'moved.txt').getByText('Only its name is another.').waitFor();

    await repository.write({ 'late.txt': 'late\n' });
    await file(page, 'late.txt').getByText('+late').waitFor();
  });

  it('tell the commits since it began, and stay as they were at its end', async ({ dashboard }) => {
    const { repository, session, page } = await shop(dashboard, 'cider');
    await repository.commit({ 'press.txt': 'apples\n' });
    await repository.write({ 'press.txt': 'pears\n' });
    await dashboard.person.stop(session.sessionId);
    await page.getByText('as it was at its end').waitFor();
    await page.getByText('1 commit since it began').waitFor();
    await repository.write({ 'press.txt': 'plums\n' });
    await page.reload();
    await file(page, 'press.txt').getByText('pears').waitFor();
    expect(await page.getByText('plums').count()).toBe(0);
  });

  it('are saved as a diff that git takes', async ({ dashboard }) => {
    const { repository, page } = await shop(dashboard, 'harvest');
    await repository.write({ 'till.txt': 'one\nTWO\n' });
    await file(page, 'till.txt').getByText('+TWO').waitFor();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download .diff' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('harvest.diff');
    const saved = await download.path();
    expect(await readFile(saved, 'utf8')).toContain('+TWO');
    await repository.git('checkout', '--quiet', '.');
    await repository.git('apply', saved);
    expect(await readFile(join(repository.path, 'till.txt'), 'utf8')).toBe('one\nTWO\n');
  });

  it('of two thousand files leave the page at hand', async ({ dashboard }) => {
    const { repository, page } = await shop(dashboard, 'forest');
    const trees = Array.from({ length: 1_999 }, (_, tree) => [`trees/${tree}.txt`, `tree ${tree}\n`]);
    await repository.write(Object.fromEntries(trees));
    await expect.poll(() => page.locator('main li').count(), { timeout: 60_000 }).toBe(1_999);
    await page.getByLabel('Filter files').fill('trees/1998');
    await expect.poll(() => page.locator('main li').count()).toBe(1);
  });

  it('stand beside the terminal, and the address keeps them there', async ({ dashboard }) => {
    const { repository, session } = await shop(dashboard, 'cellar');
    await repository.write({ 'till.txt': 'one\n' });
    const terminal = await dashboard.view(session, { viewport: { width: 1440, height: 800 } });
    await terminal.button('Changes').click();
    const side = terminal.page.getByRole('region', { name: 'Changes' });
    await side.getByRole('button', { name: 'till.txt' }).waitFor();
    expect(new URL(terminal.page.url()).search).toBe('?beside=changes');
    await terminal.page.reload();
    await side.getByRole('button', { name: 'till.txt' }).waitFor();
    await terminal.button('Close the changes').click();
    await expect.poll(() => side.count()).toBe(0);
    await terminal.isLive();
  });
});
