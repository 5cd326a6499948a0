import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import {
  type Answer,
  type Attach,
  decodeStreamFrame,
  encodeInputFrame,
  FRAME_EVENT,
  PROTOCOL_VERSION,
  type StreamFrame,
  socketParser,
  UI_NAMESPACE,
} from '@drover/protocol';
import { io, type Socket } from 'socket.io-client';
import { Consumption } from '../../../web/src/terminal/attachment/consumption.ts';
import { type Place, TERMINAL_SIZE } from '../stage.ts';
import type { Line, LineEvents, Page } from './page.ts';

type DroverPlace = Extract<Place, { kind: 'drover' }>;

type Door = Pick<DroverPlace, 'url' | 'cookie'>;

export async function openDroverPage(door: Door): Promise<Page> {
  const socket = await connect(door);
  return {
    view: (place, events) => attach(socket, place as DroverPlace, events),
    close: () => socket.disconnect(),
  };
}

const PICTURE_DEADLINE_MS = 10_000;

/** A fleet page with a live picture of each session. Settles with the first, and rejects when none comes. */
export async function openFleetPage(door: Door): Promise<void> {
  const socket = await connect(door);
  const pictured = once(socket as never, 'pictures', { signal: AbortSignal.timeout(PICTURE_DEADLINE_MS) });
  await socket.emitWithAck('pictures', { wanted: true });
  await pictured;
}

/** Connects like the dashboard; settles when the hub has told its fleet. */
async function connect({ url, cookie }: Door): Promise<Socket> {
  const socket = io(url + UI_NAMESPACE, {
    parser: socketParser,
    transports: ['websocket'],
    forceNew: true,
    reconnection: false,
    auth: { protocol: PROTOCOL_VERSION },
    extraHeaders: { cookie, origin: url },
  });
  await new Promise((resolve, reject) => socket.once('fleet', resolve).once('connect_error', reject));
  return socket;
}

/** Attaches to a session, and acknowledges as the dashboard does. Rejects when the hub refuses. */
async function attach(socket: Socket, { sessionId }: DroverPlace, events: LineEvents): Promise<Line> {
  const attachId = randomUUID();
  const consumption = new Consumption((consumed) => socket.emit('ack', { attachId, consumed }));
  const receive = (message: Uint8Array) => {
    const frame = decodeStreamFrame(message);
    if (frame.attachId === attachId) handle(frame, events, consumption);
  };
  socket.on(FRAME_EVENT, receive);
  const request: Attach = { attachId, sessionId, size: TERMINAL_SIZE, from: null, hadControl: false };
  const answer: Answer = await socket.emitWithAck('attach', request);
  if (!answer.ok) throw new Error(answer.error.message);
  let seq = 0;
  return {
    type: (text) => {
      const frame = { attachId, seq: ++seq, sentAt: Date.now(), bytes: Buffer.from(text) };
      socket.emit(FRAME_EVENT, encodeInputFrame(frame));
    },
    close: () => {
      consumption.end();
      socket.off(FRAME_EVENT, receive);
      socket.emit('detach', { attachId });
    },
  };
}

function handle(frame: StreamFrame, events: LineEvents, consumption: Consumption): void {
  switch (frame.kind) {
    case 'data':
      events.output(frame.bytes, frame.offset, consumption.expect(frame.bytes.length));
      break;
    case 'snapshot':
      events.snapshot(frame.bytes, frame.offset, consumption.expect(frame.bytes.length));
      break;
    case 'reset':
      events.reset(frame.offset, frame.snapshotLength);
      break;
    case 'resume':
    case 'size':
    case 'end':
      break;
  }
}
