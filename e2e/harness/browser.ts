import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import type { Drover } from './drover.ts';
import { Person } from './person.ts';

/** Where Debian puts it. */
const CHROMIUM = '/usr/bin/chromium';

const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };

/** A browser of its own, in which the first person of a fresh hub is logged in. */
export type Visit = AsyncDisposable & {
  person: Person;
  browser: Browser;
  context: BrowserContext;
  /** At the fleet. */
  page: Page;
};

export async function visit(drover: Drover): Promise<Visit> {
  const person = await Person.setUp(drover);
  const browser = await launchBrowser();
  const context = await newContext(browser, person);
  const page = await context.newPage();
  await page.goto(drover.url);
  return {
    person,
    browser,
    context,
    page,
    async [Symbol.asyncDispose]() {
      await browser.close();
    },
  };
}

/** The browser that the test launcher names in DROVER_CHROMIUM. */
export const launchBrowser = (args: string[] = []): Promise<Browser> =>
  chromium.launch({
    args,
    executablePath: process.env.DROVER_CHROMIUM ?? CHROMIUM,
    chromiumSandbox: process.getuid?.() !== 0,
  });

/** A browser profile without history, in which `person` is logged in. */
export async function newContext(
  browser: Browser,
  { url, cookie }: Person,
  options = DESKTOP,
): Promise<BrowserContext> {
  const context = await browser.newContext(options);
  const [name = '', value = ''] = cookie.split('=', 2);
  await context.addCookies([{ name, value, url }]);
  return context;
}
