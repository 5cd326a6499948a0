import type { Page } from 'playwright-core';

declare global {
  /** What the terminal page tells tests; see `web/src/terminal/test-hook.ts`. */
  var droverTerminal: { text(): string[]; controls(): boolean } | undefined;
}

/** Long enough for an agent CLI that starts beside others on two cores. */
const PATIENCE_MS = 60_000;

/** The window of one session's terminal, for a test that reads and types. */
export class TerminalPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** The lines in sight. A canvas cannot be read; the dashboard gives the text to tests. */
  async text(): Promise<string> {
    const lines = await this.page.evaluate(() => globalThis.droverTerminal?.text() ?? []);
    return lines.join('\n');
  }

  /** Waits until `text` is in sight. Throws with what is there when that takes too long. */
  async shows(text: string): Promise<void> {
    const isThere = (wanted: string) =>
      globalThis.droverTerminal?.text().join('\n').includes(wanted) ?? false;
    try {
      await this.page.waitForFunction(isThere, text, { timeout: PATIENCE_MS });
    } catch (error) {
      throw new Error(`expected "${text}" in the terminal:\n${await this.text()}`, { cause: error });
    }
  }

  /** Types a line and presses Enter once it is on the screen; sooner, an agent may take it for a paste. */
  async enter(line: string): Promise<void> {
    await this.page.keyboard.type(line);
    await this.shows(line);
    await this.page.keyboard.press('Enter');
  }
}
