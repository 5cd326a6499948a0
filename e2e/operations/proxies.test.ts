import { request } from 'node:https';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { startDrover } from '../harness/drover.ts';
import { freePort } from '../harness/free-port.ts';
import { PERSON, Person } from '../harness/person.ts';
import { Viewer } from '../harness/viewer.ts';
import { FrontProxy, issueCertificate, programNamed, TempFolder } from './front-proxy.ts';

/** Longer than the proxy leaves a silent connection open; see `FrontProxy.nginx`. */
const IDLE_MS = 5_000;

/** Logs in from another address of this machine, and lies about it. */
function logInFrom(address: string, url: string): Promise<number | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  const headers = { origin: url, 'content-type': 'application/json', 'x-forwarded-for': '203.0.113.7' };
  const login = request(`${url}/api/login`, { method: 'POST', localAddress: address, headers });
  login.once('response', (response) => {
    response.resume();
    resolve(response.statusCode);
  });
  login.once('error', reject);
  login.end(JSON.stringify(PERSON));
  return promise;
}

describe.each(['nginx', 'caddy'] as const)('%s, set up as the docs say,', (name) => {
  const program = programNamed(name);
  const skipped = program ? '' : ` (skipped: ${name} is not installed here)`;

  it.skipIf(!program)(
    `[F25] passes on pages and terminals, keeps idle ones open, and tells who comes${skipped}`,
    async () => {
      using folder = new TempFolder();
      const port = await freePort();
      const url = `https://localhost:${port}`;
      await using drover = await startDrover({
        hubFlags: { '--public-url': url, '--trusted-proxies': '127.0.0.1' },
      });
      const place = { port, hubPort: Number(new URL(drover.url).port), folder: folder.path };
      await using _ = await FrontProxy[name](program ?? '', { ...place, ...issueCertificate(folder.path) });

      expect(await (await fetch(url, { headers: { accept: 'text/html' } })).text()).toContain(
        '<div id="root">',
      );
      const code = new URL(drover.setupUrl).hash;
      const person = await Person.setUp({ url, setupUrl: `${url}/setup${code}` });
      const { sessionId } = await person.bash(drover);
      const viewer = new Viewer(person, sessionId);
      await viewer.until(() => viewer.bytes.includes('projects/project'));
      viewer.type('echo through""proxy\r');
      await viewer.shows('throughproxy');
      const arrivals = viewer.arrivals;
      await delay(IDLE_MS);
      viewer.type('echo still""here\r');
      await viewer.shows('stillhere');
      expect([viewer.arrivals, viewer.faults]).toEqual([arrivals, []]);
      viewer.close();

      expect(await logInFrom('127.0.0.2', url)).toBe(200);
      const { logins } = await person.ask<{ logins: { address: string }[] }>('GET', '/me/logins');
      expect(logins.map(({ address }) => address).sort()).toEqual(['127.0.0.1', '127.0.0.2']);
    },
  );
});
