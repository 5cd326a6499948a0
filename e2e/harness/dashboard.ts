import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Session, Size } from '@drover/protocol';
import type { BrowserContext, BrowserContextOptions } from 'playwright-core';
import { expect, onTestFinished, test } from 'vitest';
import { newContext, type Visit, visit } from './browser.ts';
import { type Drover, type DroverOptions, startDrover } from './drover.ts';
import { FleetPage } from './fleet-page.ts';
import type { Person } from './person.ts';
import { TerminalPage } from './terminal-page.ts';

/** How Bash's prompt begins in all test sessions, whatever the machine has set for its people. */
export const PROMPT = 'ada@atlas';

/** A whole Drover and a browser in which somebody is logged in to it. */
export class Dashboard implements AsyncDisposable {
  readonly drover: Drover;
  readonly fleet: FleetPage;
  readonly #visit: Visit;

  private constructor(drover: Drover, visit: Visit) {
    this.drover = drover;
    this.#visit = visit;
    this.fleet = new FleetPage(visit.page);
  }

  static async open(options: DroverOptions = {}): Promise<Dashboard> {
    const drover = await startDrover(options);
    await writeFile(join(drover.home, '.bashrc'), `PS1='${PROMPT}:\\w$ '\n`);
    return new Dashboard(drover, await visit(drover));
  }

  get person(): Person {
    return this.#visit.person;
  }

  get context(): BrowserContext {
    return this.#visit.context;
  }

  /** Another browser of the same person, such as their phone; closes with the test. */
  async newBrowser(options?: BrowserContextOptions): Promise<BrowserContext> {
    const context = await newContext(this.#visit.browser, this.person, options);
    onTestFinished(() => context.close());
    return context;
  }

  /** Shows a session in a window of `viewport` CSS pixels, which closes with the test. */
  async view(
    { sessionId }: Pick<Session, 'sessionId'>,
    { context = this.context, viewport = { width: 1120, height: 720 } } = {},
  ): Promise<TerminalPage> {
    const page = await context.newPage();
    onTestFinished(() => page.close());
    await page.setViewportSize(viewport);
    await page.goto(`${this.drover.url}/terminal/${sessionId}`);
    const terminal = new TerminalPage(page);
    await terminal.isLive();
    return terminal;
  }

  /** A Bash session in a new project `name`, at its prompt in a window. */
  async bash(name: string): Promise<{ session: Session; terminal: TerminalPage; projectDir: string }> {
    const projectDir = await this.drover.createProject(name);
    const session = await this.person.spawn({ profile: 'bash', projectDir, task: name });
    const terminal = await this.view(session);
    await terminal.shows(`${PROMPT}:`);
    // It began with a size of its own, and takes that of the window.
    await expect.poll(terminal.size).not.toEqual(session.size);
    return { session, terminal, projectDir };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#visit[Symbol.asyncDispose]();
    await this.drover[Symbol.asyncDispose]();
  }
}

/** A test with a dashboard, which it shares with the other tests of its file. */
export const itWith = (options: DroverOptions, prepare?: (dashboard: Dashboard) => Promise<void>) =>
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern what a fixture needs
  test.extend('dashboard', { scope: 'file' }, async ({}, { onCleanup }) => {
    const dashboard = await Dashboard.open(options);
    onCleanup(() => dashboard[Symbol.asyncDispose]());
    await prepare?.(dashboard);
    return dashboard;
  });

export const it = itWith({});

/** How `stty size` writes it. */
export const sttySize = ({ cols, rows }: Size): string => `${rows} ${cols}`;
