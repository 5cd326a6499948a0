import { expect } from 'vitest';
import { it, sttySize } from '../harness/dashboard.ts';

const SMALL = { width: 800, height: 480 };

it('Of two windows on a session one controls, and the other shows the same screen in a frame', async ({
  dashboard,
}) => {
  const { session, terminal: first } = await dashboard.bash('shared');
  const second = await dashboard.view(session, { viewport: SMALL });
  await first.run('ls --color -la /; seq 5');
  await first.shows('4\n5\n');
  await expect.poll(() => second.text()).toBe(await first.text());
  expect(await second.size()).toEqual(await first.size());

  await first.page.getByText('You control').waitFor();
  await second.page.getByText('You control in another window').waitFor();
  expect(await first.letterbox.count()).toBe(0);
  expect(await second.letterbox.count()).toBe(1);
  const frame = await second.letterbox.boundingBox();
  expect((frame?.x ?? 0) + (frame?.width ?? 0)).toBeLessThanOrEqual(SMALL.width);
});

it('Taking control swaps the roles, and gives the session the size of the window that took it', async ({
  dashboard,
}) => {
  const { session, terminal: large } = await dashboard.bash('taken');
  const before = await large.size();
  const small = await dashboard.view(session, { viewport: SMALL });
  await small.button('Take control').click();
  await small.page.getByText('You control').waitFor();
  await large.button('Take control').waitFor();
  await expect.poll(() => small.size().then(({ cols }) => cols)).toBeLessThan(before.cols);
  await expect.poll(large.size).toEqual(await small.size());
  await small.run('clear; stty size');
  await large.shows(sttySize(await small.size()));
  await expect.poll(() => large.letterbox.count()).toBe(1);
  await expect.poll(() => small.letterbox.count()).toBe(0);
});

it('Typing takes control, and loses nothing of what was typed', async ({ dashboard }) => {
  const { session, terminal: first } = await dashboard.bash('typed');
  const second = await dashboard.view(session);
  expect(await second.controls()).toBe(false);
  await second.run('echo "from the" second window');
  await first.shows('\nfrom the second window');
  await expect.poll(() => Promise.all([first.controls(), second.controls()])).toEqual([false, true]);
  await first.run('echo "and from the" first again');
  await second.shows('\nand from the first again');
  await expect.poll(() => Promise.all([first.controls(), second.controls()])).toEqual([true, false]);
});

it('Who only looks on learns that typing takes control, and who loses it learns to whom', async ({
  dashboard,
}) => {
  const { session, terminal: first } = await dashboard.bash('told');
  const second = await dashboard.view(session);
  await second.page.getByText('Typing here takes control from your other window.').waitFor();
  await second.run('echo "typed by" the second');
  const told = first.page.getByText('You took control in another window. Typing here takes it back.');
  await told.waitFor();
  await first.run('echo "taken" back');
  await second.shows('\ntaken back');
  await expect.poll(() => told.count()).toBe(0);
});

it('When the window in control is closed, the one that is left takes over its part', async ({
  dashboard,
}) => {
  const { session, terminal: first } = await dashboard.bash('left');
  const second = await dashboard.view(session, { viewport: SMALL });
  await first.page.close();
  await expect.poll(() => second.page.getByText('You control in another window').count()).toBe(0);
  await second.run('stty size');
  await expect.poll(second.controls).toBe(true);
  await second.shows(sttySize(await second.size()));
});
