import { Emitter } from '@socket.io/component-emitter';

/**
 * Our Socket.IO parser, the same in hub, daemon and dashboard.
 *
 * Everything is a text message of JSON, `[type, namespace, id, data]`, except the event `frame`, which is one binary
 * message: the frame and nothing else. So a chunk of terminal output costs one WebSocket message instead of the two of
 * Socket.IO's own attachments, a relay passes on the very bytes that it received, and there are no placeholders that a
 * peer could forge. A connection enters one namespace, and that is the namespace of its frames.
 *
 * The contract of a parser is https://socket.io/docs/v4/custom-parser/.
 */
export const FRAME_EVENT = 'frame';

/** Packet types of the Socket.IO protocol, version 5. */
const PacketType = { CONNECT: 0, DISCONNECT: 1, EVENT: 2, ACK: 3, CONNECT_ERROR: 4 } as const;

type DecoderEvents = { decoded: (packet: Packet) => void };

type Packet = { type: number; nsp: string; id?: number; data?: unknown };

/** Names that Socket.IO gives to its own events; from the wire they would be mistaken for these. */
const RESERVED_EVENTS = new Set([
  'connect',
  'connect_error',
  'connecting',
  'disconnect',
  'disconnecting',
  'error',
  'newListener',
  'removeListener',
]);

class Encoder {
  encode(packet: Packet): [string | Uint8Array] {
    const event = packet.type === PacketType.EVENT && Array.isArray(packet.data) ? packet.data : [];
    if (event[0] === FRAME_EVENT) return [event[1]];
    return [JSON.stringify([packet.type, packet.nsp, packet.id ?? null, packet.data])];
  }
}

class Decoder extends Emitter<DecoderEvents, DecoderEvents> {
  #namespace: string | undefined;

  /** Throws on what is no packet of ours; Socket.IO then closes the connection. */
  add(message: unknown): void {
    const packet = typeof message === 'string' ? decodeText(message) : decodeFrame(message, this.#namespace);
    if (packet.type === PacketType.CONNECT) this.#namespace = packet.nsp;
    this.emit('decoded', packet);
  }

  /** Part of the contract; nothing is held between messages. */
  destroy(): void {}
}

/** For the `parser` option of Socket.IO servers and clients. */
export const socketParser = { protocol: 5, Encoder, Decoder, PacketType };

function decodeFrame(message: unknown, nsp: string | undefined): Packet {
  const bytes = message instanceof ArrayBuffer ? new Uint8Array(message) : message;
  if (!(bytes instanceof Uint8Array) || nsp === undefined) throw new Error('not a frame of this protocol');
  return { type: PacketType.EVENT, nsp, data: [FRAME_EVENT, bytes] };
}

function decodeText(message: string): Packet {
  const fields: unknown = JSON.parse(message);
  if (!Array.isArray(fields)) throw new Error('not a packet of this protocol');
  const [type, nsp, id] = fields;
  // JSON has no undefined. Socket.IO reads fields of a connect's data without looking, so null must not reach it.
  const data = fields[3] ?? undefined;
  if (typeof nsp !== 'string' || !(id === null || Number.isSafeInteger(id)) || !isDataValid(type, data)) {
    throw new Error('not a packet of this protocol');
  }
  return id === null ? { type, nsp, data } : { type, nsp, id, data };
}

function isDataValid(type: unknown, data: unknown): boolean {
  switch (type) {
    case PacketType.CONNECT:
      return data === undefined || isObject(data);
    case PacketType.DISCONNECT:
      return data === undefined;
    case PacketType.CONNECT_ERROR:
      return typeof data === 'string' || isObject(data);
    case PacketType.EVENT:
      return Array.isArray(data) && typeof data[0] === 'string' && !RESERVED_EVENTS.has(data[0]);
    case PacketType.ACK:
      return Array.isArray(data);
    default:
      return false;
  }
}

const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
