import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { Door, type DoorCall } from './door.ts';
import { DoorPort } from './door-port.ts';

const TOKEN = 'a'.repeat(43);
const OTHER = 'b'.repeat(43);

let stateDir: string;
let door: Door;
let calls: DoorCall[];
let logged: string;
let answerLater: PromiseWithResolvers<{ fine: boolean }> | undefined;

beforeEach(async () => {
  stateDir = mkdtempSync(join(tmpdir(), 'drover-door-'));
  calls = [];
  logged = '';
  answerLater = undefined;
  door = await open();
});
afterEach(() => {
  door.close();
  rmSync(stateDir, { recursive: true, force: true });
});

const open = (): Promise<Door> =>
  Door.open({
    port: new DoorPort(stateDir),
    knows: (token) => token === TOKEN,
    routes: {
      hook: async (call) => {
        calls.push(call);
        return answerLater ? answerLater.promise : { fine: true };
      },
    },
    log: pino({}, { write: (line: string) => (logged += line) }),
  });

const JSON_TYPE = { 'content-type': 'application/json' };
const portOf = (of: Door): number => Number(new URL(of.urlOf(TOKEN)).port);

type Told = { path?: string; method?: string; headers?: Record<string, string>; body?: string };

async function tell({ path = `/s/${TOKEN}/hook`, method = 'POST', headers = {}, body = '{}' }: Told = {}) {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: string }>();
  const options = {
    host: '127.0.0.1',
    port: portOf(door),
    method,
    path,
    headers: { ...JSON_TYPE, ...headers },
  };
  const told = request(options, async (response) =>
    resolve({ status: response.statusCode ?? 0, body: await text(response) }),
  );
  told.on('error', reject);
  told.end(body);
  return promise;
}

it('hands on what is told at the address of a session, and answers what comes back', async () => {
  expect(await tell({ body: '{"event":"Stop"}' })).toEqual({ status: 200, body: '{"fine":true}' });
  expect(calls).toMatchObject([{ token: TOKEN, body: { event: 'Stop' } }]);
});

it.each([
  ['a web page', { headers: { origin: 'https://evil.example' } }, 403],
  ['a page of this machine', { headers: { origin: 'http://localhost:3000' } }, 403],
  ['a page without a name', { headers: { origin: 'null' } }, 403],
  ['a name that was made to lead here', { headers: { host: 'evil.example' } }, 403],
  ['a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415],
  ['a compressed body', { headers: { 'content-encoding': 'gzip' } }, 415],
  ['one that reads', { method: 'GET', body: '' }, 405],
  ['one that tells no JSON', { body: '{"secret":' }, 400],
  ['one that never ends its text', { body: `"${'\\"'.repeat(1_000_000)}` }, 400],
  ['one that tells in depth', { body: `${'['.repeat(200_000)}${']'.repeat(200_000)}` }, 400],
  ['one that tells too much', { body: JSON.stringify('x'.repeat(4 * 1024 * 1024)) }, 413],
])('%s is refused', async (_, told, status) => {
  expect((await tell(told)).status).toBe(status);
  expect(calls).toEqual([]);
});

it('a text may be as long as a body', async () => {
  expect((await tell({ body: JSON.stringify('x'.repeat(3 * 1024 * 1024)) })).status).toBe(200);
});

it('brackets within a text are not depth', async () => {
  expect((await tell({ body: JSON.stringify({ text: `\\"${'['.repeat(500)}` }) })).status).toBe(200);
});

it('one that guesses learns nothing: a wrong token is answered like a place that is not there', async () => {
  const answers = [
    await tell({ path: `/s/${OTHER}/hook` }),
    await tell({ path: `/s/${TOKEN}/nothing` }),
    await tell({ path: `/s/${TOKEN}/constructor` }),
    await tell({ path: '/s/short/hook' }),
    await tell({ path: '/', method: 'GET', body: '' }),
    await tell({ path: `/s/${OTHER}/hook`, method: 'GET', body: '' }),
  ];
  expect(new Set(answers.map(({ status, body }) => `${status} ${body}`)).size).toBe(1);
  expect(answers[0]?.status).toBe(404);
});

it('never logs what it is told', async () => {
  await tell({ body: '{"password":"swordfish"}' });
  await tell({ body: '{"password":"swordfish"' });
  expect(logged).not.toMatch(/swordfish|aaaa/);
});

it('listens on the loopback interface only, in the clear of nobody else', () => {
  expect(door.urlOf(TOKEN)).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/s\/a{43}$/);
});

it('tells when the caller leaves before the answer', async () => {
  answerLater = Promise.withResolvers();
  const options = { host: '127.0.0.1', port: portOf(door), method: 'POST', headers: JSON_TYPE };
  const told = request({ ...options, path: `/s/${TOKEN}/hook` }).on('error', () => {});
  told.end('{}');
  await expect.poll(() => calls.length).toBe(1);
  expect(calls[0]?.gone.aborted).toBe(false);
  told.destroy();
  await expect.poll(() => calls[0]?.gone.aborted).toBe(true);
  answerLater.resolve({ fine: true });
});

it('one session cannot keep the door for itself', async () => {
  answerLater = Promise.withResolvers();
  const held = Array.from({ length: 32 }, () => tell());
  await expect.poll(() => calls.length).toBe(32);
  expect((await tell()).status).toBe(429);
  answerLater.resolve({ fine: true });
  expect(new Set((await Promise.all(held)).map(({ status }) => status))).toEqual(new Set([200]));
  expect((await tell()).status).toBe(200);
});

it('one that dawdles over its body is shown out', { timeout: 30_000 }, async () => {
  const socket = connect(portOf(door), '127.0.0.1');
  socket.write(`POST /s/${TOKEN}/hook HTTP/1.1\r\nhost: 127.0.0.1:${portOf(door)}\r\n`);
  socket.write('content-type: application/json\r\ncontent-length: 100\r\n\r\n{');
  socket.resume();
  await once(socket, 'close');
  expect(calls).toEqual([]);
});

it('is where it was before when the daemon comes back', async () => {
  const before = portOf(door);
  door.close();
  door = await open();
  expect(portOf(door)).toBe(before);
});

it('says so when somebody else has its port', async () => {
  const before = portOf(door);
  door.close();
  const other = createServer().listen(before, '127.0.0.1');
  onTestFinished(() => void other.close());
  await once(other, 'listening');
  door = await open();
  expect(portOf(door)).not.toBe(before);
  expect(logged).toContain('the port of the daemon before is taken');
  expect((await tell()).status).toBe(200);
});
