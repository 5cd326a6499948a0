import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { it, PROMPT } from '../harness/dashboard.ts';
import type { Drover } from '../harness/drover.ts';

/** The page says within this time that the line is down. */
const NOTICED_MS = 2_000;

/** Counts until it is told to stop, at a pace that makes the screen scroll. */
const COUNT = 'i=0; until [ -e stop ]; do echo "furrow $((i += 1))"; sleep 0.03; done; echo ploug""hed by $$';

type Outage = {
  fault: string;
  words: string;
  strike: (drover: Drover) => Promise<void>;
  mend: (drover: Drover) => Promise<void>;
};

const OUTAGES: Outage[] = [
  {
    fault: '[F1] the hub is killed and started again',
    words: 'Hub unreachable',
    strike: ({ hub }) => hub.kill(),
    mend: (drover) => drover.startHub(),
  },
  {
    fault: '[F2] the daemon is killed and started again',
    words: 'Host atlas has been offline',
    strike: ({ daemon }) => daemon.kill(),
    mend: (drover) => drover.startDaemon(),
  },
];

describe.for(OUTAGES)('While $fault, the window of a session', ({ words, strike, mend }) => {
  it('keeps its screen, says what is wrong, delivers no typing and becomes right by itself', async ({
    dashboard,
  }) => {
    const { drover } = dashboard;
    const { terminal, session, projectDir } = await dashboard.bash(words.split(' ')[0]?.toLowerCase() ?? '');
    const { page } = terminal;
    await terminal.run('echo "process" $$');
    await terminal.shows('\nprocess ');
    const pid = /\nprocess (\d+)/.exec(await terminal.text())?.[1];
    await terminal.run(COUNT);
    await terminal.shows('furrow 20');

    await strike(drover);
    const bar = page.getByText(words);
    await bar.waitFor({ timeout: NOTICED_MS });
    await page.getByText('What you type is not delivered').waitFor({ timeout: NOTICED_MS });
    expect(await terminal.text()).toContain('furrow');
    await page.keyboard.type('weed');

    await mend(drover);
    await terminal.isLive();
    await expect.poll(() => bar.count()).toBe(0);
    await page.getByText('4 keystrokes were not delivered').waitFor();
    await writeFile(join(projectDir, 'stop'), '');
    await terminal.shows(`ploughed by ${pid}\n${PROMPT}`);
    const text = await terminal.text();
    expect(text).not.toContain('weed');
    const fresh = await dashboard.view(session);
    await expect.poll(() => fresh.text()).toBe(text);
    await terminal.run('echo "sown" again');
    await terminal.shows('\nsown again');
  });
});

it('[F25] Where a proxy lets HTTP through and no WebSocket, the page says so instead of going in circles', async ({
  dashboard: { context, drover, fleet },
}) => {
  const page = await context.newPage();
  await page.routeWebSocket(/socket\.io/, (socket) => socket.close());
  await page.goto(drover.url);
  await page.getByText('a proxy between blocks WebSocket').waitFor();
  await page.close();

  await drover.hub.kill();
  await fleet.page.getByText('The hub has not been reachable since').waitFor();
  await drover.startHub();
  await fleet.page.getByText('Live', { exact: true }).waitFor();
});
