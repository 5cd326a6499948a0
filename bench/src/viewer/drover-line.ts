import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  type Answer,
  type Attach,
  type AttachId,
  decodeStreamFrame,
  encodeInputFrame,
  FRAME_EVENT,
  type StreamFrame,
  socketParser,
  UI_NAMESPACE,
} from '@drover/protocol';
import { io, type Socket } from 'socket.io-client';
import { Consumption } from '../../../web/src/terminal/attachment/consumption.ts';
import { type Place, TERMINAL_SIZE } from '../stage.ts';
import type { Line, LineEvents } from './line.ts';

type Door = Pick<Extract<Place, { kind: 'drover' }>, 'url' | 'cookie'>;

/** The connection of a page, on which lines are opened. */
export async function connectPage({ url, cookie }: Door): Promise<Socket> {
  const page = io(url + UI_NAMESPACE, {
    parser: socketParser,
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    extraHeaders: { cookie, origin: url },
  });
  await once(page as never, 'fleet');
  return page;
}

export async function openDroverLine(place: Extract<Place, { kind: 'drover' }>, events: LineEvents) {
  const page = await connectPage(place);
  const line = await attach(page, place.sessionId, events);
  return { ...line, close: () => page.disconnect() };
}

/** Attaches to a session as the dashboard does, and acknowledges as it does. Rejects when the hub refuses. */
export async function attach(page: Socket, sessionId: string, events: LineEvents): Promise<Line> {
  const attachId = randomUUID();
  const consumption = new Consumption((consumed) => page.emit('ack', { attachId, consumed }));
  const receive = (message: Uint8Array) => {
    const frame = decodeStreamFrame(message);
    if (frame.attachId === attachId) handle(frame, events, consumption);
  };
  page.on(FRAME_EVENT, receive);
  const request: Attach = { attachId, sessionId, size: TERMINAL_SIZE, from: null, hadControl: false };
  const answer: Answer = await page.emitWithAck('attach', request);
  if (!answer.ok) throw new Error(answer.error.message);
  let seq = 0;
  return {
    type: (text) => page.emit(FRAME_EVENT, input(attachId, ++seq, text)),
    close: () => {
      consumption.end();
      page.off(FRAME_EVENT, receive);
      page.emit('detach', { attachId });
    },
  };
}

const input = (attachId: AttachId, seq: number, text: string) =>
  encodeInputFrame({ attachId, seq, sentAt: Date.now(), bytes: Buffer.from(text) });

function handle(frame: StreamFrame, events: LineEvents, consumption: Consumption): void {
  switch (frame.kind) {
    case 'data':
      events.output(frame.bytes, frame.offset, consumption.expect(frame.bytes.length));
      break;
    case 'snapshot':
      events.snapshot(frame.bytes, frame.offset, consumption.expect(frame.bytes.length));
      break;
    case 'reset':
      events.reset(frame.offset);
      break;
    case 'resume':
    case 'size':
    case 'end':
      break;
  }
}
