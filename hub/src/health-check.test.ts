import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { TestHub } from './testing/test-hub.ts';

/** How the health check ends for a hub on this port. */
async function check(port: number): Promise<unknown> {
  const program = path.join(import.meta.dirname, 'health-check.ts');
  const child = spawn(process.execPath, [program], { env: { ...process.env, DROVER_PORT: String(port) } });
  const [code] = await once(child, 'exit');
  return code;
}

async function listen(status: number): Promise<number> {
  const server = createServer((_request, response) => response.writeHead(status).end()).listen(
    0,
    '127.0.0.1',
  );
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

it('a hub that can serve is well', async () => {
  await using hub = await TestHub.start();
  expect(await check(Number(new URL(hub.url).port))).toBe(0);
});

it.each([
  ['says that it cannot serve', 503],
  ['refuses', 421],
])('a hub that %s is not well', async (_what, status) => {
  expect(await check(await listen(status))).toBe(1);
});

it('no hub at all is not well', async () => {
  expect(await check(9)).toBe(1);
});
