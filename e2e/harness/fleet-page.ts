import type { Page } from 'playwright-core';
import { TerminalPage } from './terminal-page.ts';

export type SpawnChoices = {
  /** As the dashboard names it: `Claude Code`. */
  profile: string;
  projectDir: string;
  prompt?: string;
};

/** The fleet as a person uses it. */
export class FleetPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Starts a session with the spawn dialog, and answers the terminal that opens. */
  async spawn({ profile, projectDir, prompt }: SpawnChoices): Promise<TerminalPage> {
    await this.page.getByRole('button', { name: `Start ${profile}` }).click();
    const dialog = this.page.getByRole('dialog');
    await dialog.getByLabel('Project').fill(projectDir);
    if (prompt !== undefined) await dialog.getByLabel('First prompt').fill(prompt);
    const opened = this.page.waitForEvent('popup');
    await dialog.getByRole('button', { name: 'Start' }).click();
    return new TerminalPage(await opened);
  }
}
