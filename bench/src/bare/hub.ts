import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DAEMON_NAMESPACE, FRAME_EVENT, socketParser, UI_NAMESPACE } from '@drover/protocol';
import { Server } from 'socket.io';
import { serve } from '../apart/serve.ts';
import { streamOf } from './frame.ts';

/** The middle of the bare relay: passes messages on, and does nothing else. */
const http = createServer();
const server = new Server(http, {
  parser: socketParser,
  transports: ['websocket'],
  perMessageDeflate: false,
});
const hosts = server.of(DAEMON_NAMESPACE);
const viewers = server.of(UI_NAMESPACE);

const tasks = {
  /** Answers its port. */
  async listen(): Promise<number> {
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    return (http.address() as AddressInfo).port;
  },
};
export type BareHubTasks = typeof tasks;

hosts.on('connection', (host) => {
  host.on(FRAME_EVENT, (frame: Uint8Array) => {
    viewers.to(String(streamOf(frame).stream)).emit(FRAME_EVENT, frame);
  });
});

/** What the viewers of each stream have read; the slowest opens the window. */
const consumed = new Map<number, Map<string, number>>();

viewers.on('connection', (viewer) => {
  viewer.on('watch', ({ stream }: { stream: number }, done: () => void) => {
    consumed.set(stream, (consumed.get(stream) ?? new Map()).set(viewer.id, 0));
    viewer.join(String(stream));
    hosts.emit('watch', { stream });
    viewer.once('disconnect', () => consumed.get(stream)?.delete(viewer.id));
    done();
  });
  viewer.on('ack', (ack: { stream: number; consumed: number }) => {
    const viewersOf = consumed.get(ack.stream);
    viewersOf?.set(viewer.id, ack.consumed);
    hosts.emit('ack', { stream: ack.stream, consumed: Math.min(...(viewersOf?.values() ?? [])) });
  });
  viewer.on(FRAME_EVENT, (frame: Uint8Array) => hosts.emit(FRAME_EVENT, frame));
});

serve(tasks);
