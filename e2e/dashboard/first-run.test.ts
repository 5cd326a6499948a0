import { expect } from 'vitest';
import { launchBrowser } from '../harness/browser.ts';
import { it } from '../harness/dashboard.ts';
import { startDrover } from '../harness/drover.ts';
import { freePort } from '../harness/free-port.ts';
import { PERSON, Person } from '../harness/person.ts';

it('The setup link makes the first account, once', async () => {
  await using drover = await startDrover();
  await using browser = await launchBrowser();
  const page = await browser.newPage();
  await page.goto(drover.url);
  await page.waitForURL('**/login');
  await page.getByText('This hub has no account yet.').waitFor();
  await page.goto(drover.setupUrl);
  await page.getByLabel('Name').fill('Ada Lovelace');
  await page.getByLabel('Password').fill('short');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByText('The name must be 1 to 32 of a-z').waitFor();
  await page.getByText('The password must be at least 10 characters.').waitFor();

  await page.getByLabel('Name').fill(PERSON.name);
  await page.getByLabel('Password').fill(PERSON.password);
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('heading', { name: 'atlas' }).waitFor();
  await page.getByText('Nothing runs here yet').waitFor();

  await using stranger = await launchBrowser();
  const late = await stranger.newPage();
  await late.goto(drover.setupUrl);
  await late.getByRole('heading', { name: 'This hub is set up already' }).waitFor();
  expect(await late.getByLabel('Password').count()).toBe(0);
});

it('A wrong password is told, and who logs out is asked to log in again', async ({ dashboard }) => {
  const context = await dashboard.newBrowser();
  await context.clearCookies();
  const page = await context.newPage();
  await page.goto(dashboard.drover.url);
  await page.waitForURL('**/login');
  const logIn = page.getByRole('button', { name: 'Log in' });
  await page.getByLabel('Name').fill(PERSON.name);
  await page.getByLabel('Password').fill('not the password');
  await logIn.click();
  await page.getByRole('alert').getByText('Name or password is wrong.').waitFor();
  await page.getByLabel('Password').fill(PERSON.password);
  await logIn.click();
  await page.getByRole('heading', { name: 'atlas' }).waitFor();

  await page.getByRole('button', { name: 'Account' }).click();
  await page.getByText(`Logged in as ${PERSON.name}`).waitFor();
  await page.getByRole('menuitem', { name: 'Log out' }).click();
  await page.getByRole('heading', { name: 'Log in' }).waitFor();
  await logIn.waitFor();
  await page.goto(dashboard.drover.url);
  await page.waitForURL('**/login');
  await page.goto(`${dashboard.drover.url}/login?problem=oidc_not_allowed`);
  await page.getByRole('alert').getByText('not on the list of those who may use this hub').waitFor();
});

it('An identity provider is offered before the password, and the page says so when it cannot be reached', async () => {
  const nobody = `http://127.0.0.1:${await freePort()}`;
  await using drover = await startDrover({
    hubEnv: {
      OIDC_ISSUER: nobody,
      OIDC_CLIENT_ID: 'drover',
      OIDC_NAME: 'Orchard ID',
      OIDC_ALLOWED_DOMAINS: 'example.org',
    },
  });
  await Person.setUp(drover);
  await using browser = await launchBrowser();
  const page = await browser.newPage();
  await page.goto(drover.url);
  await page.getByRole('link', { name: 'Log in with Orchard ID' }).click();
  await page.waitForURL('**/login?problem=oidc_unavailable');
  await page.getByRole('alert').getByText('The identity provider cannot be reached right now.').waitFor();
  await page.getByLabel('Name').fill(PERSON.name);
  await page.getByLabel('Password').fill(PERSON.password);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('heading', { name: 'atlas' }).waitFor();
});

it('A page of another site can neither use the API nor show the dashboard in a frame', async ({
  dashboard: { context, drover },
}) => {
  const page = await context.newPage();
  await context.route('http://elsewhere.example/', (route) =>
    route.fulfill({ contentType: 'text/html', body: `<iframe src="${drover.url}/"></iframe>` }),
  );
  await page.goto('http://elsewhere.example/');
  const outcomes = await page.evaluate(tryToUse, drover.url);
  expect(outcomes).toEqual({ read: 'refused', write: 'refused', socket: 'refused' });
  await expect.poll(() => page.frames()[1]?.url()).toMatch(/^chrome-error:/);
  await page.goto(drover.url);
  await page.getByRole('heading', { name: 'atlas' }).waitFor();
  await page.close();
});

/** What a page gets that tries to read, to log somebody out in both ways there are, and to listen. */
async function tryToUse(url: string) {
  const outcome = (answer: Promise<Response>) => answer.then(({ status }) => status).catch(() => 'refused');
  const write = { method: 'POST', credentials: 'include' } as const;
  const json = { body: '{}', headers: { 'content-type': 'application/json' } };
  await outcome(fetch(`${url}/api/logout`, { ...write, mode: 'no-cors', body: '{}' }));
  return {
    read: await outcome(fetch(`${url}/api/me`, { credentials: 'include' })),
    write: await outcome(fetch(`${url}/api/logout`, { ...write, ...json })),
    socket: await new Promise((resolve) => {
      const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
      socket.onopen = () => resolve('open');
      socket.onerror = () => resolve('refused');
    }),
  };
}
