import type { Browser, Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { TestHub } from '../../hub/src/testing/test-hub.ts';
import { TestProvider } from '../../hub/src/testing/test-provider.ts';
import { launchBrowser } from '../harness/browser.ts';
import { DASHBOARD } from '../harness/drover.ts';

const BOB = { sub: 'b-1', preferred_username: 'bob', email: 'bob@example.org', email_verified: true };

/** What the page itself is told when it asks who it is. */
const whoIs = (page: Page): Promise<unknown> => page.evaluate(() => fetch('/api/me').then((me) => me.json()));

/** In a fresh browser, from the page that is wanted to where the provider sends it back. */
async function logIn(browser: Browser, hub: TestHub, path: string): Promise<Page> {
  const page = await browser.newPage();
  await page.goto(hub.url + path);
  await page.waitForURL('**/login');
  await page.getByRole('link', { name: 'Log in with Example' }).click();
  // From here on it is the provider, another site, that leads the browser.
  await page.getByText('It is me').click();
  return page;
}

it('[B24] A person comes in by the identity provider, which is another site, or is told why not', async () => {
  await using provider = await TestProvider.start('localhost');
  await using hub = await TestHub.start({ oidc: provider.config(), webDir: DASHBOARD });
  provider.serve(hub.url);
  provider.asks = true;
  await hub.setUp();
  await using browser = await launchBrowser();

  provider.person = { ...BOB, email_verified: false };
  const refused = await logIn(browser, hub, '/');
  await refused.getByRole('alert').getByText('not on the list of those who may use this hub').waitFor();

  provider.person = BOB;
  const page = await logIn(browser, hub, '/hosts');
  await page.waitForURL(`${hub.url}/hosts`);
  await expect
    .poll(() => whoIs(page))
    .toMatchObject({ user: { name: 'bob', role: 'viewer' }, loginMethod: 'oidc' });
});
