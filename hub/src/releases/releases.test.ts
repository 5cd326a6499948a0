import { createServer, type RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createLogger } from '../log/logger.ts';
import { ReleaseCheck } from './release-check.ts';
import { releasesUrlOf } from './releases-url.ts';

const DAY = 24 * 60 * 60 * 1_000;
const PAGE = 'https://forge.example/drover/releases/v1.10.0';

const servers = new Set<ReturnType<typeof createServer>>();
afterEach(() => {
  for (const server of servers) server.close().closeAllConnections();
  servers.clear();
});

/** A forge that answers so. */
async function forge(answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  servers.add(server);
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/releases/latest`;
}

const telling = (release: object) => forge((_request, response) => response.end(JSON.stringify(release)));

function checkOf(url: string | null, clock = () => 0) {
  return new ReleaseCheck({ url, version: '1.9.0', clock, log: createLogger('silent') });
}

async function found(url: string | null) {
  const check = checkOf(url);
  await check.look();
  return check.newer;
}

describe('the release check', () => {
  it('finds a newer release by its number, not by its letters', async () => {
    const release = { tag_name: 'v1.10.0', html_url: PAGE, name: 'more than we ask for' };
    expect(await found(await telling(release))).toEqual({ version: '1.10.0', url: PAGE });
  });

  it.each([
    ['the same release', { tag_name: 'v1.9.0', html_url: PAGE }],
    ['an older one', { tag_name: '1.8.11', html_url: PAGE }],
    ['one that is not for everybody', { tag_name: 'v2.0.0', html_url: PAGE, prerelease: true }],
    ['a draft', { tag_name: 'v2.0.0', html_url: PAGE, draft: true }],
    ['no version', { tag_name: 'nightly', html_url: PAGE }],
    ['a link that runs a script', { tag_name: 'v2.0.0', html_url: 'javascript:alert(1)' }],
    ['something else', { message: 'Not Found' }],
  ])('finds nothing in %s', async (_what, release) => {
    expect(await found(await telling(release))).toBeNull();
  });

  it.each<[string, RequestListener]>([
    ['an error', (_request, response) => response.writeHead(404).end('{}')],
    ['no JSON', (_request, response) => response.end('<html>')],
    ['more than is read', (_request, response) => response.end(`"${'x'.repeat(400_000)}"`)],
    ['half an answer', (_request, response) => response.write('{', () => response.destroy())],
  ])('stays quiet after %s', async (_what, answer) => {
    expect(await found(await forge(answer))).toBeNull();
  });

  it('stays quiet offline, and when it is switched off', async () => {
    expect(await found('http://127.0.0.1:1/')).toBeNull();
    expect(await found(null)).toBeNull();
    expect([checkOf(null).isOn, checkOf(PAGE).isOn]).toEqual([false, true]);
  });

  it('does not hold up the end of the hub', async () => {
    const { promise: asked, resolve } = Promise.withResolvers<void>();
    const check = checkOf(await forge(() => resolve()));
    const looking = check.look();
    await asked;
    check.end();
    await looking;
    expect(check.newer).toBeNull();
  });

  it('asks once a day, tells of news once, and again at once when it was offline', async () => {
    let [asked, now, told, isDown] = [0, 0, 0, true];
    const url = await forge((request, response) => {
      asked++;
      expect(request.headers['user-agent']).toBe('drover/1.9.0');
      if (isDown) response.destroy();
      else response.end(JSON.stringify({ tag_name: 'v1.10.0', html_url: PAGE }));
    });
    const check = checkOf(url, () => now);
    check.onChange(() => told++);
    for (const state of [true, false, false]) {
      isDown = state;
      await check.look();
    }
    expect([asked, told]).toEqual([2, 1]);
    now = DAY;
    await check.look();
    expect([asked, told]).toEqual([3, 1]);
    // [F36] A clock that was set back must not stop it for years.
    now = -10 * 365 * DAY;
    await check.look();
    expect(asked).toBe(4);
  });
});

describe('the address of the releases', () => {
  it.each([
    ['github:somebody/drover'],
    [{ type: 'git', url: 'git+https://github.com/somebody/drover.git' }],
    ['git@github.com:somebody/drover.git'],
    ['https://github.com/somebody/drover'],
  ])('comes from the repository of package.json: %j', (repository) => {
    expect(releasesUrlOf({ repository })).toBe(
      'https://api.github.com/repos/somebody/drover/releases/latest',
    );
  });

  it('is none while that names no repository on GitHub', () => {
    expect([releasesUrlOf({}), releasesUrlOf({ repository: 'https://forge.example/x/y' })]).toEqual([
      null,
      null,
    ]);
  });
});
