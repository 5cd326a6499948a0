import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer, type Server } from 'node:net';
import { dirname } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { TestHub } from '../../hub/src/testing/test-hub.ts';
import { makeCertificate } from '../harness/certificate.ts';
import { freePort } from '../harness/free-port.ts';
import { LoneDaemon, type LoneDaemonOptions } from '../harness/lone-daemon.ts';

const HUB = { userId: 'hub', address: '127.0.0.1' };

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function listening<S extends Server>(server: S): Promise<number> {
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** An HTTP server that answers everything with this status. */
const answering = (status: number) =>
  listening(
    createServer((_, response) => response.writeHead(status).end()).on('upgrade', (_, socket) =>
      socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`),
    ),
  );

/** Passes text on to a hub, changed on its way there. */
const changing = (port: () => number, change: (text: string) => string) =>
  listening(
    createTcpServer((socket) => {
      const hub = connect(port(), '127.0.0.1');
      socket.on('data', (bytes) => hub.write(Buffer.from(change(bytes.toString('latin1')), 'latin1')));
      hub.pipe(socket);
      for (const [one, other] of [
        [socket, hub],
        [hub, socket],
      ] as const) {
        one.on('error', () => other.destroy());
        one.on('close', () => other.destroy());
      }
    }),
  );

it('[P27] a daemon that its hub does not know comes in as soon as it does', async () => {
  await using hub = await TestHub.start();
  await using daemon = new LoneDaemon({ hubUrl: hub.url });
  await expect.poll(() => daemon.program.output).toContain('This is not the token of any host');
  hub.hub.hosts.register('late', daemon.token, HUB);
  await daemon.program.told('connected');
});

describe('a daemon that cannot reach its hub says', () => {
  const saying = async (options: LoneDaemonOptions, code: string, words: string) => {
    await using daemon = new LoneDaemon(options);
    await expect.poll(() => daemon.troubles[0]).toMatchObject({ code, msg: expect.stringContaining(words) });
  };
  const lan = { flags: ['--insecure-lan'] };

  it('that nothing listens there', async () => {
    await saying({ hubUrl: `http://127.0.0.1:${await freePort()}` }, 'ECONNREFUSED', 'nothing listens');
  });

  it('that the name is not known', async () => {
    const daemon = { hubUrl: 'http://no-such-hub.invalid:8000', ...lan };
    await using lone = new LoneDaemon(daemon);
    await expect.poll(() => lone.troubles[0]?.msg).toMatch(/this name is not known|could not be looked up/);
  });

  it.each([
    [403, 'must be the PUBLIC_URL of the hub'],
    [404, 'there is no hub at this address'],
    [502, 'reaches no hub behind it (502)'],
  ])('what is meant by a %s', async (status, words) => {
    await saying({ hubUrl: `http://127.0.0.1:${await answering(status)}` }, String(status), words);
  });

  it('that there is no TLS', async () => {
    const port = await answering(200);
    await using daemon = new LoneDaemon({ hubUrl: `https://127.0.0.1:${port}` });
    await expect.poll(() => daemon.troubles[0]?.msg).toContain('does not speak TLS there');
  });

  it('that the certificate is not trusted, and comes in once the machine is told whom to trust', async () => {
    const { key, cert, authorityFile } = makeCertificate();
    onTestFinished(() => rmSync(dirname(authorityFile), { recursive: true }));
    let hubPort = 0;
    const port = await listening(
      createTlsServer({ key, cert }, (socket) => {
        const hub = connect(hubPort, '127.0.0.1');
        socket.on('error', () => hub.destroy());
        hub.on('error', () => socket.destroy());
        socket.pipe(hub).pipe(socket);
      }),
    );
    const hubUrl = `https://localhost:${port}`;
    await using hub = await TestHub.start({ publicUrl: hubUrl });
    hubPort = hub.port;
    await saying({ hubUrl }, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'NODE_EXTRA_CA_CERTS');
    await using daemon = new LoneDaemon({ hubUrl, env: { NODE_EXTRA_CA_CERTS: authorityFile } });
    hub.hub.hosts.register('secure', daemon.token, HUB);
    await daemon.program.told('connected');
  });
});

it('a daemon says the same only once, and anew when it is something else', async () => {
  const port = await freePort();
  await using daemon = new LoneDaemon({ hubUrl: `http://127.0.0.1:${port}` });
  await expect.poll(() => daemon.troubles.length).toBe(1);
  const server = createTcpServer((socket) => socket.destroy()).listen(port, '127.0.0.1');
  servers.push(server);
  const visits: unknown[] = [];
  server.on('connection', (socket) => visits.push(socket));
  await expect.poll(() => visits.length).toBeGreaterThanOrEqual(3);
  expect(daemon.troubles).toHaveLength(2);
});

it('[F26] a daemon that is newer than its hub says so, and goes on trying', async () => {
  await using hub = await TestHub.start();
  const port = await changing(
    () => hub.port,
    (text) =>
      text
        .replace(/"protocol":\d/, '"protocol":9')
        .replaceAll(/Host: [^\r]+/g, `Host: 127.0.0.1:${hub.port}`),
  );
  await using daemon = new LoneDaemon({ hubUrl: `http://127.0.0.1:${port}` });
  hub.hub.hosts.register('newer', daemon.token, HUB);
  await expect
    .poll(() => daemon.troubles[0])
    .toMatchObject({
      code: 'upgrade_hub',
      msg: expect.stringContaining('bring the older of both up to date'),
    });
});

it('a daemon whose token is revoked says so', async () => {
  await using hub = await TestHub.start();
  await using daemon = new LoneDaemon({ hubUrl: hub.url });
  const { hostId } = hub.hub.hosts.register('revoked', daemon.token, HUB).host;
  await daemon.program.told('connected');
  hub.hub.hosts.revoke(hostId, HUB);
  await expect.poll(() => daemon.troubles[0]?.code).toBe('revoked');
});
