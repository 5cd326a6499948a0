import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { TestHub } from '../../hub/src/testing/test-hub.ts';
import { TestProvider } from '../../hub/src/testing/test-provider.ts';
import { launchBrowser } from '../harness/browser.ts';
import { DASHBOARD } from '../harness/drover.ts';

const BOB = { sub: 'b-1', preferred_username: 'bob', email: 'bob@example.org', email_verified: true };

/** What the page itself is told when it asks who it is. */
const whoIs = (page: Page): Promise<unknown> => page.evaluate(() => fetch('/api/me').then((me) => me.json()));

it('[B24] A person comes in by the identity provider, which is another site, or is told why not', async () => {
  await using provider = await TestProvider.start('localhost');
  await using hub = await TestHub.start({ oidc: provider.config(), webDir: DASHBOARD });
  provider.serve(hub.url);
  await hub.setUp();
  await using browser = await launchBrowser();
  const page = await browser.newPage();
  const logIn = page.getByRole('link', { name: 'Log in with Example' });

  provider.person = { ...BOB, email_verified: false };
  await page.goto(`${hub.url}/hosts`);
  await page.waitForURL('**/login');
  await logIn.click();
  await page.getByRole('alert').getByText('not on the list of those who may use this hub').waitFor();

  provider.person = BOB;
  await page.goto(`${hub.url}/hosts`);
  await page.waitForURL('**/login');
  await logIn.click();
  await page.waitForURL(`${hub.url}/hosts`);
  await expect
    .poll(() => whoIs(page))
    .toMatchObject({ user: { name: 'bob', role: 'viewer' }, loginMethod: 'oidc' });
});
