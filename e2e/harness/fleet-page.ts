import type { Locator, Page } from 'playwright-core';
import { TerminalPage } from './terminal-page.ts';

export type SpawnChoices = {
  /** As the dashboard names it: `Claude Code`. */
  profile: string;
  projectDir: string;
  task?: string;
  prompt?: string;
};

/** The fleet as a person uses it. */
export class FleetPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Starts a session with the spawn dialog, and answers the terminal that opens. */
  async spawn({ profile, projectDir, task, prompt }: SpawnChoices): Promise<TerminalPage> {
    const dialog = await this.openSpawnDialog(profile);
    await dialog.getByLabel('Project').fill(projectDir);
    if (task !== undefined) await dialog.getByLabel('Task').fill(task);
    if (prompt !== undefined) await dialog.getByLabel('First prompt').fill(prompt);
    return this.opensTerminal(() => this.start(dialog));
  }

  /** A person clicks in the window in front; what is behind, the browser draws only once a second. */
  toFront = (): Promise<void> => this.page.bringToFront();

  async openSpawnDialog(profile: string): Promise<Locator> {
    await this.toFront();
    await this.page.getByRole('button', { name: `Start ${profile}` }).click();
    return this.page.getByRole('dialog');
  }

  start = (dialog: Locator): Promise<void> => dialog.getByRole('button', { name: 'Start' }).click();

  /** The card of a session, by what it is called: its task, title or folder. */
  card(label: string): Locator {
    return this.page.getByRole('group', { name: label });
  }

  async attach(label: string): Promise<TerminalPage> {
    await this.toFront();
    return this.opensTerminal(() => this.card(label).getByRole('button', { name: 'Attach' }).click());
  }

  /** The terminal in the window that opens by itself when `act` is done. */
  async opensTerminal(act: () => Promise<void>): Promise<TerminalPage> {
    const [page] = await Promise.all([this.page.waitForEvent('popup'), act()]);
    return new TerminalPage(page);
  }
}
