import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Server } from 'socket.io';
import { io, type Socket } from 'socket.io-client';
import type { Stage } from '../../e2e/harness/stage.ts';

const KEYSTROKES = 300;

/** Between two keystrokes of a very fast typist. What comes closer is joined on purpose. */
const PAUSE_MS = 15;

/** Times, in milliseconds, from a keystroke in a viewer until a program's echo of it has arrived there. */
export async function droverEcho(stage: Stage): Promise<number[]> {
  const { viewer } = await stage.bash({ draws: false });
  viewer.type('stty raw -echo; exec cat\r');
  await viewer.until(() => viewer.inputResults.length > 0);
  viewer.type('x');
  await viewer.until(() => viewer.bytes.at(-1) === 'x'.charCodeAt(0));
  const times = await measure(async () => {
    const { offset } = viewer;
    viewer.type('k');
    await viewer.until(() => viewer.offset > offset);
  });
  viewer.close();
  return times;
}

/** The same over two Socket.IO servers on loopback that pass a byte on and back, without a terminal. */
export async function bareEcho(): Promise<number[]> {
  await using far = await relay((socket) => socket.on('key', (byte) => socket.emit('echo', byte)));
  await using near = await relay((socket) => {
    const onward = connect(far.port);
    socket.on('key', (byte) => onward.emit('key', byte));
    onward.on('echo', (byte) => socket.emit('echo', byte));
    socket.on('disconnect', () => onward.disconnect());
  });
  const client = connect(near.port);
  await next(client, 'connect');
  const press = async () => {
    client.emit('key', Buffer.from('k'));
    await next(client, 'echo');
  };
  await press();
  const times = await measure(press);
  client.disconnect();
  return times;
}

async function measure(act: () => Promise<void>): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < KEYSTROKES; i++) {
    const started = performance.now();
    await act();
    times.push(performance.now() - started);
    await delay(PAUSE_MS);
  }
  return times;
}

const next = (socket: Socket, event: string) =>
  new Promise<void>((resolve) => socket.once(event, () => resolve()));

const connect = (port: number): Socket =>
  io(`http://127.0.0.1:${port}`, { transports: ['websocket'], forceNew: true });

async function relay(serve: (socket: { on: Socket['on']; emit: Socket['emit'] }) => void) {
  const http = createServer();
  const server = new Server(http, { transports: ['websocket'], perMessageDeflate: false });
  server.on('connection', (socket) => serve(socket as never));
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const { port } = http.address() as AddressInfo;
  return { port, [Symbol.asyncDispose]: () => server.close() };
}
