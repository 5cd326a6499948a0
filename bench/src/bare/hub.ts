import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  DAEMON_NAMESPACE,
  FRAME_EVENT,
  MAX_DAEMON_MESSAGE_BYTES,
  socketParser,
  UI_NAMESPACE,
} from '@drover/protocol';
import { Server } from 'socket.io';
import { serve } from '../apart/serve.ts';
import { streamOf } from './frame.ts';

/** The middle of the bare relay: passes messages on, and does nothing else. */
const http = createServer();
const server = new Server(http, {
  parser: socketParser,
  transports: ['websocket'],
  perMessageDeflate: false,
  maxHttpBufferSize: MAX_DAEMON_MESSAGE_BYTES,
});
const hosts = server.of(DAEMON_NAMESPACE);
const viewers = server.of(UI_NAMESPACE);

/** By stream, then by viewer, how much has been read: the slowest opens the window. */
const consumed = new Map<number, Map<string, number>>();

hosts.on('connection', (host) => {
  host.on(FRAME_EVENT, (frame: Uint8Array) => {
    viewers.to(String(streamOf(frame).stream)).emit(FRAME_EVENT, frame);
  });
});

viewers.on('connection', (viewer) => {
  viewer.on('watch', ({ stream }: { stream: number }, done: () => void) => {
    consumed.set(stream, (consumed.get(stream) ?? new Map()).set(viewer.id, 0));
    viewer.join(String(stream));
    hosts.emit('watch', { stream });
    done();
  });
  viewer.on('leave', ({ stream }: { stream: number }) => {
    consumed.get(stream)?.delete(viewer.id);
    viewer.leave(String(stream));
  });
  viewer.on('disconnect', () => {
    for (const read of consumed.values()) read.delete(viewer.id);
  });
  viewer.on('ack', (ack: { stream: number; consumed: number }) => {
    const read = consumed.get(ack.stream);
    read?.set(viewer.id, ack.consumed);
    hosts.emit('ack', { stream: ack.stream, consumed: Math.min(...(read?.values() ?? [])) });
  });
  viewer.on(FRAME_EVENT, (frame: Uint8Array) => hosts.emit(FRAME_EVENT, frame));
});

const tasks = {
  /** Answers its port. */
  async listen(): Promise<number> {
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    return (http.address() as AddressInfo).port;
  },
};
export type BareHubTasks = typeof tasks;

serve(tasks);
