import { randomBytes } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { DAEMON_NAMESPACE, type Fleet, PROTOCOL_VERSION, UI_NAMESPACE } from '@drover/protocol';
import { describe, expect, it } from 'vitest';
import { ClientSocket, Refused } from '../testing/client-socket.ts';
import { TestHub } from '../testing/test-hub.ts';
import { PAGE } from '../testing/test-viewer.ts';

type Options = Parameters<typeof ClientSocket.connect>[2];

/** Why a handshake was refused: its problem's code, or null when the upgrade itself was. */
async function refusal(hub: TestHub, namespace: string, options: Options): Promise<string | null> {
  const connected = ClientSocket.connect(hub.url, namespace, options);
  const error = await connected.catch((error: unknown) => error);
  if (!(error instanceof Refused)) throw new Error('the handshake was not refused');
  return error.problem?.code ?? null;
}

async function outcomeOf(connecting: Promise<unknown>): Promise<string | undefined> {
  const error = await connecting.then(() => undefined).catch((error: unknown) => error);
  return error instanceof Refused ? error.problem?.code : 'in';
}

/** The HTTP status that a WebSocket upgrade with these headers is answered with. */
async function upgradeStatus(port: number, path: string, headers: Record<string, string>) {
  const { promise, resolve, reject } = Promise.withResolvers<number | undefined>();
  const key = randomBytes(16).toString('base64');
  const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13' };
  const all = { ...upgrade, 'sec-websocket-key': key, ...headers };
  const request = httpRequest({ port, host: '127.0.0.1', path, headers: all });
  request.once('response', ({ statusCode }) => resolve(statusCode));
  request.once('upgrade', ({ statusCode }, socket) => {
    socket.destroy();
    resolve(statusCode);
  });
  request.once('error', reject);
  request.end();
  return promise;
}

const SOCKET_PATH = '/socket.io/?EIO=4&transport=websocket';

describe('the upgrade to a socket', () => {
  it.each(['https://evil.example', 'null', 'http://127.0.0.1:1', 'http://localhost'])(
    '[B26] is refused to a page of %s',
    async (origin) => {
      await using hub = await TestHub.start();
      expect(await upgradeStatus(hub.port, SOCKET_PATH, { origin })).toBe(403);
    },
  );

  it('[B26] is granted to our own page, under the loopback names and the public URL', async () => {
    await using hub = await TestHub.start({ publicUrl: 'https://drover.example' });
    for (const origin of [hub.url, `http://localhost:${hub.port}`, 'https://drover.example']) {
      expect(await upgradeStatus(hub.port, SOCKET_PATH, { origin })).toBe(101);
    }
  });

  it('[B3] is refused under a foreign host name', async () => {
    await using hub = await TestHub.start();
    expect(await upgradeStatus(hub.port, SOCKET_PATH, { host: 'evil.example' })).toBe(403);
  });

  it('[B26] is not offered in the form of polling', async () => {
    await using hub = await TestHub.start();
    const path = '/socket.io/?EIO=4&transport=polling';
    expect((await hub.ask({ path })).status).toBe(400);
    expect(await upgradeStatus(hub.port, path, { origin: hub.url })).toBe(400);
  });

  it('cannot name an older connection, which would pass by the check of its origin', async () => {
    await using hub = await TestHub.start();
    const path = `${SOCKET_PATH}&sid=anything`;
    expect(await upgradeStatus(hub.port, path, { origin: hub.url })).toBe(400);
  });
});

describe('the namespace of the dashboards', () => {
  it('[B26] refuses a program without origin, whatever cookie it has', async () => {
    await using hub = await TestHub.start();
    await hub.setUp();
    expect(await refusal(hub, UI_NAMESPACE, { headers: { cookie: hub.cookie } })).toBe('bad_origin');
  });

  it('[B1] refuses our own page without a login', async () => {
    await using hub = await TestHub.start();
    const headers = { origin: hub.url };
    expect(await refusal(hub, UI_NAMESPACE, { headers, auth: PAGE })).toBe('unauthenticated');
  });

  it.each([{}, { protocol: PROTOCOL_VERSION - 1 }, { protocol: PROTOCOL_VERSION + 1 }])(
    '[F26] tells a page of another version (%j) to reload',
    async (auth) => {
      await using hub = await TestHub.start();
      await hub.setUp();
      const headers = { origin: hub.url, cookie: hub.cookie };
      expect(await refusal(hub, UI_NAMESPACE, { headers, auth })).toBe('unsupported_protocol');
    },
  );
});

describe('a program with an API token', () => {
  it('comes in without Origin, and by the token alone', async () => {
    await using hub = await TestHub.start();
    await hub.setUp();
    const { secret: token } = await (await hub.join('viewer')).token('viewer');
    expect((await (await hub.program(token)).take<Fleet>('fleet')).me).toMatchObject({ name: 'viewer' });
    const headers = { cookie: hub.cookie };
    const wrong = { headers, auth: { ...PAGE, token: `${token}x` } };
    expect(await refusal(hub, UI_NAMESPACE, wrong)).toBe('unauthenticated');
    expect(await refusal(hub, `${UI_NAMESPACE}?token=${token}`, { auth: PAGE })).toBe('bad_origin');
  });

  it('[B26] is none when it is a foreign page', async () => {
    await using hub = await TestHub.start();
    await hub.setUp();
    const { secret: token } = await (await hub.join('viewer')).token('viewer');
    const options = { headers: { origin: 'https://evil.example' }, auth: { ...PAGE, token } };
    expect(await refusal(hub, UI_NAMESPACE, options)).toBeNull();
  });
});

describe('connections that come all at once', () => {
  it('[F22] are let in when they are 200 of one person', async () => {
    await using hub = await TestHub.start();
    await hub.setUp();
    const viewers = await Promise.all(Array.from({ length: 200 }, () => hub.viewer()));
    expect(viewers.every(({ socket }) => socket.isConnected)).toBe(true);
  });

  it('of one login are slowed down beyond that, and no other login with them', async () => {
    await using hub = await TestHub.start({ rates: { uiHandshakesPerSecond: 1 } });
    await hub.setUp();
    const bob = await hub.join('viewer');
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => outcomeOf(hub.viewer())));
    expect(outcomes).toContain('rate_limited');
    expect(await outcomeOf(bob.viewer())).toBe('in');
  });

  it('without a login are slowed down by address, and nobody who has one', async () => {
    await using hub = await TestHub.start({ rates: { refusedHandshakesPerSecond: 1 } });
    await hub.setUp();
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => outcomeOf(hub.viewer('x=y'))));
    expect(new Set(outcomes)).toEqual(new Set(['unauthenticated', 'rate_limited']));
    expect(await outcomeOf(hub.viewer())).toBe('in');
  });
});

describe('the namespace of the daemons', () => {
  it('[B40] refuses a web page, whatever token or cookie it has', async () => {
    await using hub = await TestHub.start();
    await hub.setUp();
    const headers = { origin: hub.url, cookie: hub.cookie };
    const { token } = hub.registerHost();
    expect(await refusal(hub, DAEMON_NAMESPACE, { headers, auth: { token } })).toBe('forbidden');
  });

  it('[B27] [B39] refuses a cookie, a wrong token and none with one text', async () => {
    await using hub = await TestHub.start();
    await hub.setUp();
    const { token } = hub.registerHost();
    const headers = { cookie: hub.cookie };
    const wrong = [{}, { token: '' }, { token: 7 }, { token: `${token}x` }, { token: 'x'.repeat(600) }];
    const texts = new Set<string>();
    for (const auth of wrong) {
      const error = await ClientSocket.connect(hub.url, DAEMON_NAMESPACE, { headers, auth }).catch((e) => e);
      texts.add(`${error.problem.code}: ${error.message}`);
    }
    expect([...texts]).toEqual([
      'invalid_token: This is not the token of any host that may connect; register the host, or rotate its token, and use that one.',
    ]);
  });

  it('[B39] does not read a token from the address', async () => {
    await using hub = await TestHub.start();
    const { token } = hub.registerHost();
    expect(await refusal(hub, `${DAEMON_NAMESPACE}?token=${token}`, {})).toBe('invalid_token');
  });

  it('[B23] says no more about wrong tokens after too many of them, for a minute', async () => {
    let offset = 0;
    await using hub = await TestHub.start({
      clock: () => Date.now() + offset,
      rates: { badTokensPerMinute: 2 },
    });
    const guess = () => refusal(hub, DAEMON_NAMESPACE, { auth: { token: 'x'.repeat(20) } });
    expect([await guess(), await guess(), await guess()]).toEqual([
      'invalid_token',
      'invalid_token',
      'rate_limited',
    ]);
    offset = 61_000;
    expect(await guess()).toBe('invalid_token');
  });

  it('[B23] lets a right token in, however many wrong ones came from its address', async () => {
    await using hub = await TestHub.start({ rates: { badTokensPerMinute: 1 } });
    const wrong = { auth: { token: 'x'.repeat(20) } };
    for (let i = 0; i < 3; i++) await refusal(hub, DAEMON_NAMESPACE, wrong);
    await hub.daemon(hub.registerHost().token);
  });
});

it.each(['/', '/other', '/ui/more', '/daemon2'])('[B27] there is no namespace %s', async (namespace) => {
  await using hub = await TestHub.start();
  await hub.setUp();
  expect(await refusal(hub, namespace, {})).toBe('invalid_namespace');
  const headers = { origin: hub.url, cookie: hub.cookie };
  expect(await refusal(hub, namespace, { headers })).toBe('invalid_namespace');
});
