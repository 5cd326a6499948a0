import { FRAME_EVENT, socketParser, UI_NAMESPACE } from '@drover/protocol';
import { io, type Socket } from 'socket.io-client';
import { Consumption } from '../../../web/src/terminal/attachment/consumption.ts';
import { frameOf, streamOf } from '../bare/frame.ts';
import type { Place } from '../stage.ts';
import type { Line, LineEvents, Page } from './page.ts';

type BarePlace = Extract<Place, { kind: 'bare' }>;

export async function openBarePage({ port }: Pick<BarePlace, 'port'>): Promise<Page> {
  const socket = io(`http://127.0.0.1:${port}${UI_NAMESPACE}`, {
    parser: socketParser,
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
  });
  await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('connect_error', reject));
  return {
    view: (place, events) => watch(socket, place as BarePlace, events),
    close: () => socket.disconnect(),
  };
}

async function watch(socket: Socket, { stream }: BarePlace, events: LineEvents): Promise<Line> {
  const consumption = new Consumption((consumed) => socket.emit('ack', { stream, consumed }));
  let offset = 0;
  const receive = (frame: Uint8Array) => {
    const { stream: from, bytes } = streamOf(frame);
    if (from !== stream) return;
    events.output(bytes, offset, consumption.expect(bytes.length));
    offset += bytes.length;
  };
  socket.on(FRAME_EVENT, receive);
  await socket.emitWithAck('watch', { stream });
  return {
    type: (text) => socket.emit(FRAME_EVENT, frameOf(stream, Buffer.from(text))),
    close: () => {
      consumption.end();
      socket.off(FRAME_EVENT, receive);
      socket.emit('leave', { stream });
    },
  };
}
