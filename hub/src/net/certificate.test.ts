import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  copyFileSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { connect, type TLSSocket } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestHub } from '../testing/test-hub.ts';
import { readCertificate } from './certificate.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'drover-tls-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const at = (name: string) => path.join(folder, name);
const files = () => ({ certFile: at('cert.pem'), keyFile: at('key.pem') });

/** Makes a certificate of its own for this name, and its key, as `<name>.cert` and `<name>.key`. */
function issue(name: string): void {
  const key = [
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:prime256v1',
    '-nodes',
    '-keyout',
    at(`${name}.key`),
  ];
  const cert = ['-x509', '-days', '2', '-subj', `/CN=${name}`, '-out', at(`${name}.cert`)];
  execFileSync('openssl', ['req', ...key, ...cert], { stdio: 'pipe' });
  chmodSync(at(`${name}.key`), 0o600);
}

function install(name: string, what: ('cert' | 'key')[] = ['cert', 'key']): void {
  for (const kind of what) copyFileSync(at(`${name}.${kind}`), at(`${kind}.pem`));
}

const startHub = () => TestHub.start({ network: { tls: files() }, timings: { certificateCheck: 20 } });

async function open(port: number): Promise<TLSSocket> {
  const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false });
  await once(socket, 'secureConnect');
  return socket;
}

/** The name in the certificate that a new connection is shown. */
async function shownName(port: number): Promise<string> {
  const socket = await open(port);
  const { subject } = socket.getPeerCertificate();
  socket.destroy();
  return String(subject.CN);
}

/** A request over an open connection; the whole answer. */
async function get(socket: TLSSocket, url: string, headers: string): Promise<string> {
  socket.write(`GET ${url} HTTP/1.1\r\n${headers}\r\nConnection: close\r\n\r\n`);
  return text(socket);
}

describe('https', () => {
  it('is served, and its own address is told and let in', async () => {
    issue('one');
    install('one');
    await using hub = await startHub();
    const url = `https://127.0.0.1:${hub.port}`;
    expect(hub.hub.url).toBe(url);
    const answer = await get(await open(hub.port), '/api/health', `Host: 127.0.0.1:${hub.port}`);
    expect(answer).toMatch(/^HTTP\/1\.1 200 /);
    const code = hub.hub.people.setup.code;
    const body = JSON.stringify({ code, name: 'ada', password: 'correct horse battery' });
    const socket = await open(hub.port);
    const head = `Host: 127.0.0.1:${hub.port}\r\nOrigin: ${url}\r\nContent-Type: application/json`;
    socket.write(
      `POST /api/setup HTTP/1.1\r\n${head}\r\nContent-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`,
    );
    expect(await text(socket)).toMatch(/^set-cookie: .*; Secure/im);
  });

  it('[B2] takes no changes from the same address without encryption', async () => {
    issue('one');
    install('one');
    await using hub = await startHub();
    const socket = await open(hub.port);
    const head = `Host: 127.0.0.1:${hub.port}\r\nOrigin: http://127.0.0.1:${hub.port}`;
    socket.write(`POST /api/logout HTTP/1.1\r\n${head}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 403 /);
  });

  it('has a new certificate as soon as the files have it, and drops no connection', async () => {
    issue('one');
    issue('two');
    install('one');
    await using hub = await startHub();
    const early = await open(hub.port);
    expect(await shownName(hub.port)).toBe('one');
    install('two');
    await expect.poll(() => shownName(hub.port)).toBe('two');
    expect(await get(early, '/api/health', `Host: 127.0.0.1:${hub.port}`)).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('keeps its certificate while the files do not match, or one is no certificate', async () => {
    for (const name of ['one', 'two', 'three']) issue(name);
    install('one');
    await using hub = await startHub();
    install('two', ['cert']);
    await expect.poll(() => shownName(hub.port)).toBe('one');
    writeFileSync(at('cert.pem'), 'nonsense');
    await expect.poll(() => shownName(hub.port)).toBe('one');
    install('three');
    await expect.poll(() => shownName(hub.port)).toBe('three');
  });

  it('follows links, as tools that renew certificates set them anew', async () => {
    issue('one');
    issue('two');
    for (const kind of ['cert', 'key']) symlinkSync(at(`one.${kind}`), at(`${kind}.pem`));
    await using hub = await startHub();
    for (const kind of ['cert', 'key']) {
      rmSync(at(`${kind}.pem`));
      symlinkSync(at(`two.${kind}`), at(`${kind}.pem`));
    }
    await expect.poll(() => shownName(hub.port)).toBe('two');
  });
});

describe('a certificate', () => {
  const refusal = () => {
    try {
      readCertificate(files());
    } catch (error) {
      return error;
    }
    throw new Error('this certificate was not refused');
  };
  const saying = (words: string) =>
    expect.objectContaining({ exitCode: 78, message: expect.stringContaining(words) });

  it('is refused in words when it cannot be used', () => {
    expect(refusal()).toEqual(saying('cannot be read by this user'));
    issue('one');
    issue('two');
    install('one');
    chmodSync(at('key.pem'), 0o640);
    expect(refusal()).toEqual(saying(`chmod 600 ${at('key.pem')}`));
    chmodSync(at('key.pem'), 0o600);
    install('two', ['key']);
    expect(refusal()).toEqual(saying('is not the key of the certificate'));
    writeFileSync(at('key.pem'), 'nonsense');
    expect(refusal()).toEqual(saying('is not a private key'));
    writeFileSync(at('cert.pem'), readFileSync(at('key.pem')));
    expect(refusal()).toEqual(saying('is not a certificate'));
  });
});
