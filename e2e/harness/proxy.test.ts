import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net';
import { expect, it } from 'vitest';
import { FaultProxy } from './proxy.ts';

/** A server that sends back what it gets, a proxy before it, and a client that keeps what it gets. */
async function line() {
  const heard: Buffer[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      heard.push(bytes);
      socket.write(bytes);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const proxy = await FaultProxy.start(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const client = await connect(proxy);
  return {
    proxy,
    heard: () => Buffer.concat(heard).toString(),
    ...client,
    async [Symbol.asyncDispose]() {
      client.socket.destroy();
      await proxy[Symbol.asyncDispose]();
      server.close();
    },
  };
}

async function connect(proxy: FaultProxy) {
  const socket: Socket = createConnection(Number(new URL(proxy.url).port), '127.0.0.1');
  const got: Buffer[] = [];
  const errors: string[] = [];
  socket.on('data', (bytes) => got.push(bytes));
  socket.on('error', (error: NodeJS.ErrnoException) => errors.push(error.code ?? ''));
  await once(socket, 'connect');
  return { socket, got: () => Buffer.concat(got).toString(), errors };
}

it('a good line carries all, in order, both ways', async () => {
  await using tested = await line();
  const text = 'much of it '.repeat(100_000);
  tested.socket.write(text);
  await expect.poll(() => tested.got().length).toBe(text.length);
  expect(tested.got()).toBe(text);
});

it('a cut line moves nothing, and all that was held back once it is healed', async () => {
  await using tested = await line();
  tested.proxy.cut();
  const other = await connect(tested.proxy);
  tested.socket.write('held');
  await new Promise((resolve) => other.socket.write('as well', resolve));
  expect(tested.heard()).toBe('');
  tested.proxy.heal();
  await expect.poll(tested.got).toBe('held');
  await expect.poll(other.got).toBe('as well');
  other.socket.destroy();
});

it('a half-open line throws away what goes one way, for good, and a new connection is well', async () => {
  await using tested = await line();
  tested.proxy.swallow('toClient');
  tested.socket.write('lost');
  await expect.poll(tested.heard).toBe('lost');
  tested.proxy.heal();
  tested.socket.write(' too');
  await expect.poll(tested.heard).toBe('lost too');
  const next = await connect(tested.proxy);
  next.socket.write('!');
  await expect.poll(next.got).toBe('!');
  expect(tested.got()).toBe('');
  next.socket.destroy();
});

it('a delayed line takes its time each way and keeps the order', async () => {
  await using tested = await line();
  tested.proxy.delay(100);
  const sent = performance.now();
  for (const letter of 'abcdef') tested.socket.write(letter);
  await expect.poll(tested.got).toBe('abcdef');
  expect(performance.now() - sent).toBeGreaterThan(195);
});

it('a throttled line lets through what it may', async () => {
  await using tested = await line();
  tested.proxy.throttle(100_000);
  const sent = performance.now();
  for (let kilobytes = 0; kilobytes < 50; kilobytes++) tested.socket.write('x'.repeat(1_000));
  await expect.poll(() => tested.got().length).toBe(50_000);
  tested.socket.write('y');
  await expect.poll(() => tested.got().endsWith('y')).toBe(true);
  expect(performance.now() - sent).toBeGreaterThan(450);
});

it('a line is reset at the byte that was asked for', async () => {
  await using tested = await line();
  const reset = tested.proxy.resetAfter(5);
  tested.socket.write('0123456789');
  await reset;
  await expect.poll(() => tested.errors).toEqual(['ECONNRESET']);
  expect('01234'.startsWith(tested.got())).toBe(true);
  const next = await connect(tested.proxy);
  next.socket.write('again');
  await expect.poll(next.got).toBe('again');
  next.socket.destroy();
});
