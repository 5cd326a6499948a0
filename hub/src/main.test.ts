import { randomUUID } from 'node:crypto';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { HostList, Session } from '@drover/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Ask, ask } from './testing/http-client.ts';
import { HubProcess, type Ready } from './testing/hub-process.ts';
import { runHub } from './testing/run-hub.ts';
import { TestDaemon } from './testing/test-daemon.ts';
import { ADA, cookieOf, spawnBody } from './testing/test-hub.ts';
import { TestViewer } from './testing/test-viewer.ts';

const TOKEN = 'a token of this very machine';

let folder: string;
let dataDir: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'drover-hub-process-'));
  dataDir = path.join(folder, 'data');
  writeFileSync(path.join(folder, 'token'), `${TOKEN}\n`);
});
afterEach(() => rmSync(folder, { recursive: true }));

const start = (...more: string[]) => new HubProcess(['--data-dir', dataDir, ...more]);
const startWithHost = () =>
  start('--local-host-name', 'atlas', '--local-host-token-file', path.join(folder, 'token'));
const portOf = ({ url }: Ready) => Number(new URL(url).port);

/** Makes Ada's account and returns requests in her name. */
async function setUp(ready: Ready) {
  const code = new URL(ready.setupUrl ?? '').hash.replace('#code=', '');
  const made = await ask(portOf(ready), { method: 'POST', path: '/api/setup', body: { code, ...ADA } });
  const cookie = cookieOf(made);
  return { cookie, ask: (what: Ask) => ask(portOf(ready), { ...what, headers: { cookie } }) };
}

describe('the program', () => {
  it('says where it is, and ends when the program that started it is gone', async () => {
    await using hub = start();
    const ready = await hub.ready();
    expect(ready.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(ready.setupUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/setup#code=[\w-]{43}$/);
    expect((await ask(portOf(ready), { path: '/api/ready' })).body).toMatchObject({ ready: true });
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    hub.closeChannel();
    expect(await hub.ended()).toMatchObject({ code: 0 });
  });

  it('[F6] ends in good order on SIGTERM, also when a page and a daemon hang', async () => {
    await using hub = startWithHost();
    const ready = await hub.ready();
    const ada = await setUp(ready);
    const viewer = await TestViewer.connect(ready.url, ada.cookie);
    const daemon = await TestDaemon.open(ready.url, TOKEN);
    await daemon.hello();
    viewer.socket.fallSilent();
    daemon.socket.fallSilent();
    const before = performance.now();
    hub.kill('SIGTERM');
    expect(await hub.ended()).toMatchObject({ code: 0 });
    expect(performance.now() - before).toBeLessThan(5_000);
    expect(existsSync(path.join(dataDir, 'hub.db-wal'))).toBe(false);
    viewer.close();
    daemon.close();
  });

  it('[F37] keeps what it has acknowledged when it is killed', async () => {
    let sessionId = '';
    let cookie = '';
    {
      await using hub = startWithHost();
      const ready = await hub.ready();
      const ada = await setUp(ready);
      const daemon = await TestDaemon.open(ready.url, TOKEN);
      await daemon.hello();
      const { hosts } = HostList.parse((await ada.ask({ path: '/api/hosts' })).body);
      const body = spawnBody(hosts[0]?.hostId ?? '');
      sessionId = Session.parse(
        (await ada.ask({ method: 'POST', path: '/api/sessions', body })).body,
      ).sessionId;
      hub.kill('SIGKILL');
      await hub.ended();
      daemon.close();
      cookie = ada.cookie;
    }
    await using again = startWithHost();
    const ready = await again.ready();
    expect(ready.setupUrl).toBeNull();
    const got = await ask(portOf(ready), { path: `/api/sessions/${sessionId}`, headers: { cookie } });
    expect(got).toMatchObject({ status: 200, body: { status: 'running' } });
    const hosts = await ask(portOf(ready), { path: '/api/hosts', headers: { cookie } });
    expect(hosts.body).toMatchObject({ hosts: [{ name: 'atlas', online: false }] });
  });
});

describe('the program refuses to start', () => {
  const refusal = async (args: string[], env?: NodeJS.ProcessEnv) => {
    await using hub = new HubProcess(args, env);
    const { code, stderr } = await hub.ended();
    expect(stderr).toMatch(/^drover-hub: .*(\n {2}.*)*\n$/);
    return { code, stderr: stderr.trim() };
  };

  it('[B68] without a usable data directory', async () => {
    const file = path.join(folder, 'token');
    expect(await refusal(['--data-dir', path.join(file, 'x')])).toMatchObject({ code: 73 });
    expect(await refusal(['--data-dir', file])).toMatchObject({ code: 73 });
    mkdirSync(dataDir);
    chmodSync(dataDir, 0o777);
    const { code, stderr } = await refusal(['--data-dir', dataDir]);
    expect([code, stderr]).toEqual([73, expect.stringContaining('chmod 700')]);
  });

  it('[F32] on a file that is no database, or an empty one', async () => {
    mkdirSync(dataDir, { mode: 0o700 });
    const file = path.join(dataDir, 'hub.db');
    writeFileSync(file, 'not a database, but long enough to look at'.repeat(100));
    expect(await refusal(['--data-dir', dataDir])).toMatchObject({ code: 78 });
    expect(statSync(file).size).toBe(4_200);
    truncateSync(file, 0);
    expect(await refusal(['--data-dir', dataDir])).toMatchObject({ code: 78 });
  });

  it('[F31] on a database with a damaged page', async () => {
    {
      await using hub = start();
      await hub.ready();
      hub.kill('SIGTERM');
      await hub.ended();
    }
    const file = openSync(path.join(dataDir, 'hub.db'), 'r+');
    writeSync(file, Buffer.alloc(4_096, 0xff), 0, 4_096, 4_096);
    closeSync(file);
    const { code, stderr } = await refusal(['--data-dir', dataDir]);
    expect([code, stderr]).toEqual([78, expect.stringContaining('There is no backup in')]);
  });

  it('[F33] on a database that this user may only read, and leaves it as it is', async () => {
    {
      await using hub = start();
      await hub.ready();
      hub.kill('SIGTERM');
      await hub.ended();
    }
    chmodSync(path.join(dataDir, 'hub.db'), 0o400);
    // Root may write to everything, unless it gives up just that.
    const drop = '-dac_override,-dac_read_search';
    const asAnybody = ['setpriv', `--inh-caps=${drop}`, `--bounding-set=${drop}`];
    const within = process.getuid?.() === 0 ? asAnybody : [];
    const { code, stderr } = await runHub(['--data-dir', dataDir, '--port', '0'], '', within);
    expect([code, stderr]).toEqual([78, expect.stringContaining('may not be written by this user')]);
  });

  it('[F33] [B69] beside another hub on the same data, naming it', async () => {
    await using hub = start();
    await hub.ready();
    const { code, stderr } = await refusal(['--data-dir', dataDir]);
    expect([code, stderr]).toEqual([69, expect.stringContaining(`(process ${hub.pid} on `)]);
  });

  it('[B69] on a port that is taken', async () => {
    await using server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address ? String(address.port) : '';
    const { code, stderr } = await refusal(['--data-dir', dataDir, '--port', port]);
    expect([code, stderr]).toEqual([69, expect.stringContaining(`port ${port} on 127.0.0.1 is in use`)]);
  });

  it('[B64] with flags it does not know, in one line', async () => {
    const { code, stderr } = await refusal(['--data-dir', dataDir, `--x-${randomUUID()}`]);
    expect([code, stderr]).toEqual([64, expect.stringContaining('unknown option')]);
  });
});
