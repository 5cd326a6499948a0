import type { Size } from '@drover/protocol';
import type { Locator, Page } from 'playwright-core';

type TerminalHook = {
  text(): string[];
  size(): Size;
  offset(): number | null;
  state(): string;
  controls(): boolean;
};

declare global {
  /** What the terminal page tells tests; see `web/src/terminal/test-hook.ts`. */
  var droverTerminal: TerminalHook | undefined;
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

  /** What the terminal shows now; all zero while there is none. */
  size = (): Promise<Size> =>
    this.page.evaluate(() => globalThis.droverTerminal?.size() ?? { cols: 0, rows: 0 });

  controls = (): Promise<boolean> => this.page.evaluate(() => globalThis.droverTerminal?.controls() ?? false);

  /** The cells, without the scrollbar. */
  get screen(): Locator {
    return this.page.locator('.xterm-screen');
  }

  get letterbox(): Locator {
    return this.page.locator('[data-letterboxed=true]');
  }

  /** A key of the key rail, or a button of the header. */
  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** Waits until the screen is current and typing goes to the session, or to the controller. */
  async isLive(): Promise<void> {
    await this.page.waitForFunction(() => globalThis.droverTerminal?.state() === 'live', undefined, {
      timeout: PATIENCE_MS,
    });
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

  /** Has a shell execute a line, however long. */
  async run(line: string): Promise<void> {
    await this.page.keyboard.type(line);
    await this.page.keyboard.press('Enter');
  }

  /** Pastes as the browser's own menu does. */
  async paste(text: string): Promise<void> {
    await this.page.locator('.xterm-helper-textarea').evaluate((textarea, pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', pasted);
      textarea.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }, text);
  }

  /** Clicks on the first place where the screen shows `text`. */
  async clickOn(text: string): Promise<void> {
    const lines = (await this.text()).split('\n');
    const row = lines.findIndex((line) => line.includes(text));
    const { cols, rows } = await this.size();
    const box = await this.screen.boundingBox();
    if (row < 0 || !box) throw new Error(`expected "${text}" in the terminal:\n${lines.join('\n')}`);
    const column = (lines[row]?.indexOf(text) ?? 0) + text.length / 2;
    const at = { x: box.x + (column * box.width) / cols, y: box.y + ((row + 0.5) * box.height) / rows };
    // A link becomes one when the pointer is over it.
    await this.page.mouse.move(at.x, at.y, { steps: 3 });
    await this.page.mouse.click(at.x, at.y);
  }
}
