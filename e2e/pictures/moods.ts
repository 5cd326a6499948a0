import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Session } from '@drover/protocol';
import type { Page } from 'playwright-core';
import { newContext, visit } from '../harness/browser.ts';
import { startDrover } from '../harness/drover.ts';
import { offerOwnAgents, ownAgentsOnPath } from '../harness/own-agents.ts';
import { Repository } from '../harness/repository.ts';
import { TerminalPage } from '../harness/terminal-page.ts';

const WINDOW = { width: 1440, height: 1250 };
const WORKPLACE = { width: 850, height: 560 };

/** Counts without an end. */
const COUNT =
  '#!/bin/bash\nfor ((row = 1; ; row++)); do echo "row $row: $((RANDOM % 40)) trees"; sleep 1; done\n';

/** What is said to an agent, and what its card says then. */
const MOODS = [
  { task: 'Clear out the old build', line: 'ask rm -rf build && npm run build', chip: 'Asks permission' },
  { task: 'Choose a colour for the button', line: 'question', chip: 'Asks a question' },
  { task: 'Move the shop to the new prices', line: 'plan', chip: 'Shows a plan' },
  { task: 'Read the weather from the station', line: 'login', chip: 'Needs a login' },
  { task: 'Translate the picking guide', line: 'limit', chip: 'Limit reached' },
  { task: 'Weigh crates in kilograms', line: 'idle', chip: 'Idle' },
  { task: 'Draw the map of the rows', line: 'hang', chip: 'Stalled' },
] as const;

const SHELL = { task: 'Count the trees by row', line: './count', chip: 'Working' } as const;

/** Draws the fleet with a session of each activity, one of them with its explanation, into `folder`; answers its name. */
export async function takeMoods(folder: string): Promise<string> {
  await using drover = await startDrover(ownAgentsOnPath());
  await offerOwnAgents(drover);
  await writeFile(join(drover.home, '.bashrc'), "PS1='ada@atlas:\\w$ '\n");
  const repository = await Repository.make(drover, 'orchard', { 'rows.txt': 'apples\n', count: COUNT });
  await chmod(join(repository.path, 'count'), 0o755);
  await using visitor = await visit(drover);
  const { page, person, browser } = visitor;
  await page.setViewportSize(WORKPLACE);
  await page.getByRole('button', { name: 'Start Moody' }).waitFor();
  const sessions: Session[] = [];
  for (const part of [SHELL, ...MOODS]) {
    const profile = part === SHELL ? 'bash' : 'moody';
    const session = await person.spawn({ profile, projectDir: repository.path, task: part.task });
    sessions.push(session);
    await page.goto(`${drover.url}/terminal/${session.sessionId}`);
    const terminal = new TerminalPage(page);
    await terminal.shows(part === SHELL ? 'ada@atlas' : 'What next?');
    await terminal.run(part.line);
  }
  const context = await newContext(browser, person, {
    deviceScaleFactor: 2,
    viewport: WINDOW,
    colorScheme: 'dark',
  });
  const fleet = await context.newPage();
  await fleet.goto(drover.url);
  await showsAll(fleet, sessions);
  await fleet
    .getByRole('group', { name: MOODS[1].task })
    .getByRole('button', { name: MOODS[1].chip })
    .click();
  await fleet.getByRole('button', { name: 'This is wrong' }).waitFor();
  const name = 'activity.png';
  await fleet.screenshot({ path: join(folder, name), animations: 'disabled' });
  await context.close();
  return name;
}

/** Waits until each card says what its session does, and has its picture. */
async function showsAll(page: Page, sessions: Session[]): Promise<void> {
  for (const [index, { sessionId }] of sessions.entries()) {
    const card = page.locator(`[role=group][data-session-id="${sessionId}"]`);
    await card.getByRole('button', { name: [SHELL, ...MOODS][index]?.chip ?? '' }).waitFor();
    await card.locator('canvas[data-drawn=true]').waitFor();
  }
}
