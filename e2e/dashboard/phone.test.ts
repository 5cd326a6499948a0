import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect } from 'vitest';
import { type Dashboard, it } from '../harness/dashboard.ts';

const PHONE_SIZE = { width: 390, height: 844 };
const PHONE: BrowserContextOptions = {
  viewport: PHONE_SIZE,
  deviceScaleFactor: 3,
  hasTouch: true,
  isMobile: true,
};

/** Wide enough for 200 columns and more. */
const WIDE = { width: 1800, height: 900 };

async function pickUp(dashboard: Dashboard, name: string) {
  const { session, terminal: desktop } = await dashboard.bash(name);
  await desktop.page.setViewportSize(WIDE);
  await expect.poll(() => desktop.size().then(({ cols }) => cols)).toBeGreaterThan(200);
  const context = await dashboard.newBrowser(PHONE);
  const phone = await dashboard.view(session, { context, viewport: PHONE_SIZE });
  await phone.page.getByRole('button', { name: 'Dismiss' }).tap();
  return { session, desktop, phone };
}

it('A phone shows the whole width of a session that a wide window controls', async ({ dashboard }) => {
  const { desktop, phone } = await pickUp(dashboard, 'looked-at');
  await desktop.run(`clear; printf '%*s\\n' "$(tput cols)" end`);
  await phone.shows('end');
  expect(await phone.size()).toEqual(await desktop.size());
  expect(await phone.letterbox.count()).toBe(1);
  await expectNoSidewaysScroll(phone);
  const screen = await phone.screen.boundingBox();
  const reach = await phone.page
    .locator('div:has(> [data-letterboxed])')
    .evaluate((area) => area.scrollWidth);
  expect(reach).toBeGreaterThanOrEqual(screen?.width ?? Number.POSITIVE_INFINITY);
});

it('A finger pans to the end of a screen that is wider than the phone', async ({ dashboard }) => {
  const { phone } = await pickUp(dashboard, 'panned');
  const right = () => phone.screen.boundingBox().then((box) => Math.round((box?.x ?? 0) + (box?.width ?? 0)));
  const before = await right();
  expect(before).toBeGreaterThan(PHONE_SIZE.width);
  const touch = await phone.page.context().newCDPSession(phone.page);
  const move = (type: string, x: number) =>
    touch.send('Input.dispatchTouchEvent', {
      type: type as 'touchMove',
      touchPoints: type === 'touchEnd' ? [] : [{ x, y: 400 }],
    });
  await expect
    .poll(async () => {
      await move('touchStart', 370);
      for (let x = 350; x >= 20; x -= 30) await move('touchMove', x);
      await move('touchEnd', 20);
      return right();
    })
    .toBeLessThanOrEqual(PHONE_SIZE.width);
  await expectNoSidewaysScroll(phone);
});

it('The key rail sends what a phone keyboard cannot, and typing so takes control', async ({ dashboard }) => {
  const { desktop, phone } = await pickUp(dashboard, 'railed');
  await desktop.run('clear; echo "reads" on; cat -v');
  await desktop.shows('reads on');
  const keys = { Escape: '^[', Up: '^[[A', Down: '^[[B', Left: '^[[D', Right: '^[[C', 'Shift Tab': '^[[Z' };
  for (const name of Object.keys(keys)) await phone.button(name).tap();
  await phone.button('Enter').tap();
  await phone.shows(Object.values(keys).join(''));
  await expect.poll(phone.controls).toBe(true);
  await phone.button('Control C').tap();
  await phone.shows('^C');
  await phone.screen.tap();
  await phone.run('cat -v');
  await phone.button('Control, held for the next key').tap();
  await phone.page.keyboard.type('b');
  await phone.page.keyboard.press('Enter');
  await phone.shows('^B');
  await phone.button('Control C').tap();
});

it('Taking control from the phone gives the session the width of the phone', async ({ dashboard }) => {
  const { desktop, phone } = await pickUp(dashboard, 'carried');
  await phone.button('Take control').tap();
  await expect.poll(() => phone.size().then(({ cols }) => cols)).toBeLessThan(60);
  const { cols } = await phone.size();
  expect(cols).toBeGreaterThan(35);
  await expect.poll(desktop.size).toEqual(await phone.size());
  await phone.run('clear; tput cols');
  await phone.shows(`${cols}\n`);
  await expectNoSidewaysScroll(phone);
});

it('What a finger presses is large enough for it', async ({ dashboard }) => {
  const { phone } = await pickUp(dashboard, 'fingered');
  expect(await tooSmall(phone.page)).toEqual([]);
});

const PAGES = ['/', '/hosts', '/hosts/new', '/settings/account', '/settings/people', '/settings/audit'];

it('So it is on all pages of the dashboard, and none of them is wider than the phone', async ({
  dashboard,
}) => {
  const context = await dashboard.newBrowser(PHONE);
  const page = await context.newPage();
  for (const path of PAGES) {
    await page.goto(dashboard.drover.url + path);
    await page.getByRole('heading').first().waitFor({ state: 'attached' });
    await expect.poll(() => page.getByText(/^Loading/).count()).toBe(0);
    expect({ path, tooSmall: await tooSmall(page) }).toEqual({ path, tooSmall: [] });
    await expectNoSidewaysScroll({ page });
  }
});

/** Buttons, fields and places that are smaller than 44 px in one direction. */
const tooSmall = (page: Page): Promise<string[]> =>
  page.locator('button, [role=combobox], input:not([type=checkbox]), nav a').evaluateAll((controls) =>
    controls
      .filter((control) => control.checkVisibility())
      .map((control) => ({
        name: control.ariaLabel ?? control.textContent,
        box: control.getBoundingClientRect(),
      }))
      .filter(({ box }) => Math.min(box.width, box.height) < 44)
      .map(({ name, box }) => `${name}: ${box.width} x ${box.height}`),
  );

async function expectNoSidewaysScroll({ page }: { page: Page }): Promise<void> {
  const { scrollWidth, clientWidth } = await page.evaluate(() => document.documentElement);
  expect(scrollWidth).toBe(clientWidth);
}
