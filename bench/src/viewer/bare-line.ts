import { once } from 'node:events';
import { FRAME_EVENT, socketParser, UI_NAMESPACE } from '@drover/protocol';
import { io } from 'socket.io-client';
import { Consumption } from '../../../web/src/terminal/attachment/consumption.ts';
import { frameOf, streamOf } from '../bare/frame.ts';
import type { Place } from '../stage.ts';
import type { Line, LineEvents } from './line.ts';

export async function openBareLine(
  { port, stream }: Extract<Place, { kind: 'bare' }>,
  events: LineEvents,
): Promise<Line> {
  const socket = io(`http://127.0.0.1:${port}${UI_NAMESPACE}`, {
    parser: socketParser,
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
  });
  const consumption = new Consumption((consumed) => socket.emit('ack', { stream, consumed }));
  let offset = 0;
  socket.on(FRAME_EVENT, (frame: Uint8Array) => {
    const bytes = streamOf(frame).bytes;
    events.output(bytes, offset, consumption.expect(bytes.length));
    offset += bytes.length;
  });
  await once(socket as never, 'connect');
  await socket.emitWithAck('watch', { stream });
  return {
    type: (text) => socket.emit(FRAME_EVENT, frameOf(stream, Buffer.from(text))),
    close: () => socket.disconnect(),
  };
}
