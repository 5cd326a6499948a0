import { join } from 'node:path';
import type { Session } from '@drover/protocol';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { agentFolders } from '../agents/install-agent.ts';
import { agentEnvironment } from '../agents/workbench.ts';
import { newContext, type Visit, visit } from '../harness/browser.ts';
import { startDrover } from '../harness/drover.ts';
import { TerminalPage } from '../harness/terminal-page.ts';
import { startModelServer } from '../model-server/model-server.ts';
import { answerForPictures } from './model.ts';
import { startNeighbours } from './neighbours.ts';
import { plantOrchard } from './orchard.ts';
import { startSessions } from './sessions.ts';

const FLEET = { width: 1440, height: 830 };
const HOSTS = { width: 1120, height: 410 };
const TERMINAL = { width: 1120, height: 700 };
/** Small, so that the cards' pictures of it can be read. */
const WORKPLACE = { width: 850, height: 560 };
const PHONE = { width: 390, height: 844 };

/**
 * Draws the pictures of the README anew, of a real Drover at work, into `folder`; answers their names. Those agents
 * are in them that the tests of agents have fetched; they talk to a model of our own.
 */
export async function takePictures(folder: string): Promise<string[]> {
  await using model = await startModelServer(answerForPictures);
  await using drover = await startDrover({ env: agentEnvironment(agentFolders().join(':'), model.url) });
  await plantOrchard(drover.home, drover.projectsRoot);
  await using visitor = await visit(drover);
  await visitor.page.setViewportSize(WORKPLACE);
  const sessions = await startSessions({ drover, person: visitor.person, page: visitor.page });

  const camera = new Camera(visitor, drover.url, folder);
  await camera.fleet('fleet-dark.png', 'dark', sessions.length);
  await camera.fleet('fleet-light.png', 'light', sessions.length);
  await using neighbours = await startNeighbours(visitor.person);
  await camera.hosts('hosts.png', neighbours.hosts);
  // The second stands in where there is no agent.
  const find = (...tasks: string[]) =>
    tasks.map((task) => sessions.find((session) => session.task === task)).find(Boolean);
  const terminal = find('Find out why frost dates are early', 'Review the frost warning');
  await camera.terminal('terminal.png', terminal, { viewport: TERMINAL });
  const pocket = find('Drop the old price tables', 'Run the tests before the release');
  await camera.terminal('phone.png', pocket, { viewport: PHONE, hasTouch: true, isMobile: true });
  return camera.names;
}

class Camera {
  readonly names: string[] = [];
  readonly #visit: Visit;
  readonly #url: string;
  readonly #folder: string;

  constructor(visit: Visit, url: string, folder: string) {
    this.#visit = visit;
    this.#url = url;
    this.#folder = folder;
  }

  async fleet(name: string, colorScheme: 'dark' | 'light', cards: number): Promise<void> {
    await this.#take(name, '/', { colorScheme, viewport: FLEET }, (page) =>
      page.waitForFunction(
        (count) => document.querySelectorAll('canvas[data-drawn=true]').length === count,
        cards,
      ),
    );
  }

  /** Once all that are online have told how they do. */
  async hosts(name: string, online: number): Promise<void> {
    await this.#take(name, '/hosts', { colorScheme: 'dark', viewport: HOSTS }, (page) =>
      page.waitForFunction(
        (count) => document.querySelectorAll('[role=meter][aria-label=CPU]').length === count,
        online,
      ),
    );
  }

  async terminal(name: string, session: Session | undefined, options: BrowserContextOptions): Promise<void> {
    const dark = { colorScheme: 'dark', ...options } as const;
    await this.#take(name, `/terminal/${session?.sessionId}`, dark, async (page) => {
      const terminal = new TerminalPage(page);
      await terminal.isLive();
      await terminal.button('Dismiss').click();
      if (await terminal.letterbox.count()) await terminal.button('Take control').click();
    });
  }

  async #take(
    name: string,
    path: string,
    options: BrowserContextOptions,
    ready: (page: Page) => Promise<unknown>,
  ): Promise<void> {
    const { browser, person } = this.#visit;
    const context = await newContext(browser, person, { deviceScaleFactor: 2, ...options });
    const page = await context.newPage();
    await page.goto(this.#url + path);
    await ready(page);
    // What is drawn follows what is known by a frame or two, and a program that was resized by a little more.
    await page.waitForTimeout(1_000);
    await page.screenshot({ path: join(this.#folder, name), animations: 'disabled' });
    this.names.push(name);
    await context.close();
  }
}
