import { once } from 'node:events';
import { DAEMON_NAMESPACE, FRAME_EVENT, socketParser } from '@drover/protocol';
import { io, type Socket } from 'socket.io-client';
import { serve } from '../apart/serve.ts';
import { frameOf, streamOf } from './frame.ts';
import { spawnCommand } from './spawn.ts';
import { WindowedStream } from './windowed-stream.ts';

type Stream = Pick<WindowedStream, 'begin' | 'acknowledge' | 'type' | 'end'>;

/** The far end of the bare relay: programs in PTYs, and what they print. */
const streams = new Map<number, Stream>();
let hub: Socket;

const tasks = {
  async connect({ port }: { port: number }): Promise<void> {
    hub = io(`http://127.0.0.1:${port}${DAEMON_NAMESPACE}`, {
      parser: socketParser,
      transports: ['websocket'],
    });
    hub.on('watch', ({ stream }) => streams.get(stream)?.begin());
    hub.on('ack', ({ stream, consumed }) => streams.get(stream)?.acknowledge(consumed));
    hub.on(FRAME_EVENT, (frame: Uint8Array) => {
      const { stream, bytes } = streamOf(frame);
      streams.get(stream)?.type(bytes);
    });
    await once(hub as never, 'connect');
  },
  /** Runs a command line; answers the number of its stream. */
  start({ command }: { command: string }): number {
    const stream = streams.size;
    const send = (bytes: Uint8Array) => hub.emit(FRAME_EVENT, frameOf(stream, bytes));
    streams.set(stream, new WindowedStream(spawnCommand(command), send));
    return stream;
  },
  /** Sends so many bytes, at once, to whoever comes to watch; answers the number of the stream. */
  hold({ bytes }: { bytes: number }): number {
    const stream = streams.size;
    const begin = () => hub.emit(FRAME_EVENT, frameOf(stream, new Uint8Array(bytes)));
    streams.set(stream, { begin, acknowledge: () => {}, type: () => {}, end: () => {} });
    return stream;
  },
  stop({ stream }: { stream: number }): void {
    streams.get(stream)?.end();
  },
};
export type BareHostTasks = typeof tasks;

serve(tasks);
