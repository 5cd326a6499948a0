import type { Browser, BrowserContext, Page } from 'playwright-core';
import { launchBrowser, newContext } from '../../../e2e/harness/browser.ts';
import { TerminalPage } from '../../../e2e/harness/terminal-page.ts';
import { ensureChromium } from '../../../scripts/setup/chromium.mjs';
import { ensureDashboard } from '../../../scripts/start/dashboard.ts';
import type { BenchDrover } from '../drover/bench-drover.ts';
import type { Program } from '../stage.ts';

/** Chromium with the dashboard of a Drover, in which its person is logged in. */
export class DashboardBrowser implements AsyncDisposable {
  readonly #browser: Browser;
  readonly #context: BrowserContext;

  private constructor(browser: Browser, context: BrowserContext) {
    this.#browser = browser;
    this.#context = context;
  }

  static async open({ person }: BenchDrover): Promise<DashboardBrowser> {
    process.env.DROVER_CHROMIUM = await ensureChromium();
    await ensureDashboard();
    const browser = await launchBrowser();
    return new DashboardBrowser(browser, await newContext(browser, person));
  }

  /** The window of a program's terminal, once it is live. */
  async show({ place }: Program): Promise<Page> {
    if (place.kind !== 'drover') throw new Error('the dashboard shows sessions of Drover only');
    const page = await this.#context.newPage();
    await page.goto(`${place.url}/terminal/${place.sessionId}`);
    await new TerminalPage(page).isLive();
    return page;
  }

  [Symbol.asyncDispose] = (): Promise<void> => this.#browser.close();
}
