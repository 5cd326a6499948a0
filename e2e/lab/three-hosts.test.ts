import { expect, it, onTestFinished } from 'vitest';
import { launchBrowser, newContext } from '../harness/browser.ts';
import { inexact } from '../harness/invariants.ts';
import { produce } from '../harness/produced.ts';
import { TerminalPage } from '../harness/terminal-page.ts';
import { Lab } from './lab.ts';
import { LabFleet, type Seat } from './lab-fleet.ts';

const PRODUCED = 320_000;
const BYTES_PER_SECOND = 40_000;

/** The word comes from the shell, not from what was typed. */
async function echoes({ viewer }: Seat, word: string): Promise<void> {
  viewer.type(`echo ${word}""ed\r`);
  await viewer.shows(`${word}ed`);
}

async function reasonOfDetaching({ viewer }: Seat): Promise<string | undefined> {
  await viewer.until(() => viewer.detached !== undefined);
  return viewer.detached?.reason.code;
}

const expectExact = ({ machine, viewer }: Seat) =>
  expect(inexact(machine, viewer, { produced: PRODUCED })).toEqual([]);

it('[F15] [F17] [F19] of three hosts one is cut off, one is slow, one goes silent: each comes back with every byte, and harms no other', async ({
  skip,
}) => {
  await using lab = await Lab.up(3, skip);
  await using fleet = await LabFleet.open(lab);
  const seats = await Promise.all(['h1', 'h2', 'h3'].map((name) => fleet.seat(lab, name)));
  const [cut, slow, silent] = seats as [Seat, Seat, Seat];
  const isOnline = async ({ machine }: Seat) => (await machine.host()).online;
  await lab.delay('h2', 100, 10, 2);
  await lab.rate('h2', '4mbit');
  for (const { viewer } of seats) viewer.type(produce(PRODUCED, BYTES_PER_SECOND));
  await Promise.all(seats.map(({ viewer }) => viewer.until(() => viewer.offset > 50_000)));

  await lab.cut('h1');
  await lab.silence('h3');
  const gone = [cut, silent];
  expect(await Promise.all(gone.map(reasonOfDetaching))).toEqual(['host_offline', 'host_offline']);
  expect(await Promise.all(seats.map(isOnline))).toEqual([false, true, false]);
  const asked = fleet.person.stop(cut.sessionId);
  await expect(asked).rejects.toThrow('host_offline');
  await slow.viewer.shows('finished');
  expect(slow.viewer.arrivals).toBe(1);

  const back = gone.map(({ viewer }) => viewer.comesBackAfter(() => {}));
  await lab.heal('h1');
  await lab.heal('h3');
  await Promise.all(back);
  await Promise.all(gone.map(({ viewer }) => viewer.shows('finished')));
  for (const seat of seats) {
    expectExact(seat);
    expect(seat.viewer.resets).toEqual(['start']);
    await echoes(seat, 'answer');
  }
  expect(await Promise.all(seats.map(isOnline))).toEqual([true, true, true]);
});

it('[F2] a page shows which of three hosts is away, keeps the screen of its session, and is right again by itself', async ({
  skip,
}) => {
  await using lab = await Lab.up(3, skip);
  await using fleet = await LabFleet.open(lab);
  const seats = await Promise.all(['h1', 'h2', 'h3'].map((name) => fleet.seat(lab, name)));
  const [cut, slow] = seats as [Seat, Seat, Seat];
  await lab.delay('h2', 100);
  const browser = await launchBrowser();
  onTestFinished(() => browser.close());
  const context = await newContext(browser, fleet.person);
  const open = async ({ sessionId }: Seat) => {
    const terminal = new TerminalPage(await context.newPage());
    await terminal.page.goto(`${fleet.person.url}/terminal/${sessionId}`);
    await terminal.isLive();
    return terminal;
  };
  const [first, second] = [await open(cut), await open(slow)];
  await first.run('echo before the ""cut');
  await first.shows('before the cut');
  await lab.cut('h1');
  await first.page.getByText('Host h1 has been offline').waitFor();
  expect(await first.text()).toContain('before the cut');
  await second.page.bringToFront();
  await second.run('echo slow but ""there');
  await second.shows('slow but there');
  expect(await second.page.getByText('has been offline').count()).toBe(0);
  await lab.heal('h1');
  await first.page.bringToFront();
  await first.isLive();
  await first.run('echo after the ""cut');
  await first.shows('after the cut');
});
