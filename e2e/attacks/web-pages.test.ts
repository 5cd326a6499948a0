import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Session } from '@drover/protocol';
import type { CDPSession, Page } from 'playwright-core';
import { expect, it, onTestFinished } from 'vitest';
import { launchBrowser, newContext } from '../harness/browser.ts';
import { freePort } from '../harness/free-port.ts';
import { portsOf } from '../harness/proc.ts';
import { Stage } from '../harness/stage.ts';

/** A web server on loopback that serves an empty page, as that of some other project of the same person would. */
async function foreignSite(): Promise<string> {
  const server = createServer((_request, response) =>
    response.setHeader('content-type', 'text/html').end('<p>hi'),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Newer browsers keep web pages away from loopback by themselves; people have others, too. */
const WITHOUT_ITS_OWN_CHECKS = ['--disable-features=LocalNetworkAccessChecks'];

/** A page in a browser in which the person is logged in: its cookies go to every port of the hub's name. */
async function pageOf(stage: Stage, args: string[] = []): Promise<Page> {
  const browser = await launchBrowser([...WITHOUT_ITS_OWN_CHECKS, ...args]);
  onTestFinished(() => browser.close());
  return (await newContext(browser, stage.person)).newPage();
}

/** What becomes of a WebSocket that this page opens. */
const tryWebSocket = (page: Page, url: string): Promise<string> =>
  page.evaluate(
    (address) =>
      new Promise((resolve) => {
        const socket = new WebSocket(address);
        socket.onopen = () => resolve('open');
        socket.onerror = () => resolve('refused');
      }),
    url,
  );

const socketUrl = (url: string) => `${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`;

/**
 * Has the page post to an address in each way that a page can, and answers the statuses of what came back. The page
 * itself may not see them.
 */
async function post(page: Page, url: string): Promise<number[]> {
  await using network = await Network.watch(page);
  await page.evaluate(async (address) => {
    const types = [
      'text/plain',
      'application/x-www-form-urlencoded',
      'application/json',
      'application/x-protobuf',
    ];
    for (const type of types) {
      const request = {
        method: 'POST',
        headers: { 'content-type': type },
        body: '{}',
        credentials: 'include',
      } as const;
      await fetch(address, { ...request, mode: 'no-cors' }).catch(() => {});
      await fetch(address, request).catch(() => {});
    }
  }, url);
  return network.statusesOf(url);
}

/** What a page's requests were answered with, also where the browser keeps that from the page. */
class Network implements AsyncDisposable {
  readonly #session: CDPSession;
  readonly #urls = new Map<string, string>();
  readonly #answers: { requestId: string; statusCode: number }[] = [];

  private constructor(session: CDPSession) {
    this.#session = session;
    session.on('Network.requestWillBeSent', ({ requestId, request }) =>
      this.#urls.set(requestId, request.url),
    );
    session.on('Network.responseReceivedExtraInfo', (answer) => this.#answers.push(answer));
  }

  static async watch(page: Page): Promise<Network> {
    const network = new Network(await page.context().newCDPSession(page));
    await network.#session.send('Network.enable');
    return network;
  }

  statusesOf(url: string): number[] {
    const answers = this.#answers.filter(({ requestId }) => this.#urls.get(requestId) === url);
    return answers.map(({ statusCode }) => statusCode);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#session.detach();
  }
}

const sessionsOf = async (stage: Stage): Promise<number> =>
  (await stage.person.ask<{ sessions: Session[] }>('GET', '/sessions')).sessions.length;

it('a foreign page opens the socket', async () => {
  await using stage = await Stage.open();
  const { url } = stage.drover;
  const page = await pageOf(stage);
  await page.goto(url);
  expect(await tryWebSocket(page, socketUrl(url))).toBe('open');

  const foreign = await foreignSite();
  for (const site of [foreign, foreign.replace('127.0.0.1', 'localhost'), 'data:text/html,hi']) {
    await page.goto(site);
    expect(await tryWebSocket(page, socketUrl(url))).toBe('refused');
    expect(await tryWebSocket(page, socketUrl(url.replace('127.0.0.1', 'localhost')))).toBe('refused');
    const statuses = new Set(await post(page, `${url}/api/sessions`));
    expect(statuses).toEqual(new Set([403, 405])); // 405 to what the browser asks first, for some kinds of body
  }
  expect(await sessionsOf(stage)).toBe(0);
});

it('DNS rebinding', async () => {
  await using stage = await Stage.open();
  const { url } = stage.drover;
  const evil = url.replace('127.0.0.1', 'evil.example');
  const page = await pageOf(stage, ['--host-resolver-rules=MAP evil.example 127.0.0.1']);
  const [name = '', value = ''] = stage.person.cookie.split('=', 2);
  await page.context().addCookies([{ name, value, url: evil }]); // as bad as it could be
  // The page comes from elsewhere; from then on its name leads to the hub.
  await page.route(`${evil}/`, (route) => route.fulfill({ contentType: 'text/html', body: '<p>hi' }));
  await page.goto(`${evil}/`);
  const ask = (path: string) => page.evaluate(async (address) => (await fetch(address)).status, path);
  for (const path of ['/api/hosts', '/api/setup', '/api/health', '/index.html'])
    expect(await ask(path)).toBe(421);
  expect(new Set(await post(page, `${evil}/api/sessions`))).toEqual(new Set([421]));
  expect(await tryWebSocket(page, socketUrl(evil))).toBe('refused');
  expect(await tryWebSocket(page, socketUrl(url))).toBe('refused');
  expect(await sessionsOf(stage)).toBe(0);
});

it('a page posts to the OTLP port', async () => {
  const metricsPort = await freePort();
  await using stage = await Stage.open({ daemonFlags: { '--metrics-port': String(metricsPort) } });
  const { holder } = await stage.bash();
  const { hub, daemon } = stage.drover;
  const ports = portsOf([hub.pid, daemon.pid, holder.pid]);
  const doorPort = Number(readFileSync(join(stage.drover.stateDir, 'door-port'), 'utf8'));
  const known = [Number(new URL(stage.drover.url).port), metricsPort, doorPort];
  expect(ports).toEqual(expect.arrayContaining(known));

  const page = await pageOf(stage);
  await page.goto(await foreignSite());
  for (const port of ports) {
    for (const path of [
      '/',
      '/v1/metrics',
      '/v1/logs',
      '/v1/traces',
      '/metrics',
      `/s/${'a'.repeat(43)}/hook`,
    ]) {
      const statuses = await post(page, `http://127.0.0.1:${port}${path}`);
      expect(statuses.length, `port ${port}`).toBeGreaterThan(0);
      for (const status of statuses)
        expect([403, 404, 405, 415, 421], `port ${port}${path}`).toContain(status);
    }
  }
});
