import { type BrowserContext, chromium, type Page } from 'playwright-core';
import type { Drover } from './drover.ts';

/** The test launcher names it; without that, where Debian puts it. */
const CHROMIUM = process.env.DROVER_CHROMIUM ?? '/usr/bin/chromium';

export const PERSON = { name: 'ada', password: 'correct horse battery' };

/** A browser of its own, in which the first person of a fresh hub is logged in. */
export type Visit = AsyncDisposable & {
  context: BrowserContext;
  /** At the fleet. */
  page: Page;
};

export async function visit(drover: Drover): Promise<Visit> {
  const browser = await chromium.launch({
    executablePath: CHROMIUM,
    chromiumSandbox: process.getuid?.() !== 0,
  });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  await makeFirstAccount(context, drover);
  const page = await context.newPage();
  await page.goto(drover.url);
  return {
    context,
    page,
    async [Symbol.asyncDispose]() {
      await browser.close();
    },
  };
}

async function makeFirstAccount(context: BrowserContext, { url, setupUrl }: Drover): Promise<void> {
  const code = new URL(setupUrl).hash.replace('#code=', '');
  const answer = await context.request.post(`${url}/api/setup`, {
    data: { code, ...PERSON },
    headers: { origin: url },
  });
  if (!answer.ok()) throw new Error(`the first account was refused: ${await answer.text()}`);
}
