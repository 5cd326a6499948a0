import { DroverError } from './errors.ts';
import type { AttachId, Epoch } from './ids.ts';
import type { Size } from './session.ts';

/**
 * Frames carry terminal bytes. Every frame is one binary Socket.IO message (`socket-parser.ts`).
 * Numbers are big-endian; offsets are unsigned 64-bit integers below 2^53.
 *
 * Daemon to viewer, relayed unread by the hub:
 * ```
 * kind u8 | attachId 16 bytes | epoch 8 bytes | offset u64 | body
 *   1 data      bytes of output that begin at offset
 *   2 resume    nothing: the bytes the viewer has are good, data goes on at offset
 *   3 reset     reason u8 | floor u64 | cols u16 | rows u16 | snapshotLength u32: forget the screen; the snapshot
 *               follows in `snapshot` frames, then data goes on at offset
 *   4 snapshot  the next bytes of the snapshot
 *   5 size      cols u16 | rows u16: from offset on the screen has this size
 *   6 end       nothing: the session ended and offset is its last byte
 * ```
 * Viewer to daemon:
 * ```
 * kind u8 = 16 | attachId 16 bytes | seq u32 | sentAt f64 (hub's clock, ms) | bytes for the PTY
 * ```
 */
export type StreamFrame =
  | (StreamHead & { kind: 'data'; bytes: Uint8Array; hasRoom?: boolean })
  | (StreamHead & { kind: 'resume' })
  | (StreamHead & { kind: 'reset'; reason: ResetReason; floor: number; size: Size; snapshotLength: number })
  | (StreamHead & { kind: 'snapshot'; bytes: Uint8Array })
  | (StreamHead & { kind: 'size'; size: Size })
  | (StreamHead & { kind: 'end' });

type StreamHead = { attachId: AttachId; epoch: Epoch; offset: number };

export type InputFrame = {
  kind: 'input';
  attachId: AttachId;
  seq: number;
  sentAt: number;
  bytes: Uint8Array;
};

/**
 * Why a viewer must start anew: it had nothing (`start`), too much was missed to send it raw (`far`), its offsets
 * belong to another spool (`epoch`), what it needs is no longer kept (`floor`), or it fell too far behind (`lag`).
 */
export type ResetReason = 'start' | 'far' | 'epoch' | 'floor' | 'lag';

const KINDS = ['data', 'resume', 'reset', 'snapshot', 'size', 'end'] as const;
const REASONS = ['start', 'far', 'epoch', 'floor', 'lag'] as const;
const INPUT_KIND = 16;
export const STREAM_HEAD_BYTES = 33;
const INPUT_HEAD_BYTES = 29;
const RESET_BODY_BYTES = 17;
const SIZE_BODY_BYTES = 4;

/**
 * Throws when a number does not fit its field; that is a defect of the caller. Of `data` that `hasRoom`, nothing is
 * copied: the `STREAM_HEAD_BYTES` before `bytes` in their buffer are the frame's head.
 */
export function encodeStreamFrame(frame: StreamFrame): Uint8Array {
  const out = roomFor(frame);
  const view = viewOf(out);
  out[0] = KINDS.indexOf(frame.kind) + 1;
  writeHex(out, 1, frame.attachId.replaceAll('-', ''));
  writeHex(out, 17, frame.epoch);
  writeOffset(view, 25, frame.offset);
  switch (frame.kind) {
    case 'data':
      if (!frame.hasRoom) out.set(frame.bytes, STREAM_HEAD_BYTES);
      break;
    case 'snapshot':
      out.set(frame.bytes, STREAM_HEAD_BYTES);
      break;
    case 'size':
      writeSize(view, STREAM_HEAD_BYTES, frame.size);
      break;
    case 'reset':
      out[STREAM_HEAD_BYTES] = REASONS.indexOf(frame.reason);
      writeOffset(view, STREAM_HEAD_BYTES + 1, frame.floor);
      writeSize(view, STREAM_HEAD_BYTES + 9, frame.size);
      view.setUint32(STREAM_HEAD_BYTES + 13, frame.snapshotLength);
      break;
    case 'resume':
    case 'end':
      break;
  }
  return out;
}

/** `bytes` of the result is a view into `message`. Throws `invalid_payload`. */
export function decodeStreamFrame(message: Uint8Array): StreamFrame {
  const kind = KINDS[(message[0] ?? 0) - 1];
  if (!kind || message.length < STREAM_HEAD_BYTES) throw malformed('a stream frame', message);
  const view = viewOf(message);
  const head = {
    attachId: attachIdOf(message),
    epoch: readHex(message, 17, 25),
    offset: readOffset(view, 25),
  };
  const body = message.subarray(STREAM_HEAD_BYTES);
  switch (kind) {
    case 'data':
    case 'snapshot':
      if (body.length === 0) throw malformed(`a ${kind} frame with bytes`, message);
      return { kind, ...head, bytes: body };
    case 'size':
      if (body.length !== SIZE_BODY_BYTES) throw malformed('a size frame', message);
      return { kind, ...head, size: readSize(view, STREAM_HEAD_BYTES) };
    case 'reset':
      return { kind, ...head, ...readReset(message, view) };
    case 'resume':
    case 'end':
      if (body.length !== 0) throw malformed(`a ${kind} frame without body`, message);
      return { kind, ...head };
  }
}

export function encodeInputFrame(frame: Omit<InputFrame, 'kind'>): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(INPUT_HEAD_BYTES + frame.bytes.length);
  const view = new DataView(out.buffer);
  out[0] = INPUT_KIND;
  writeHex(out, 1, frame.attachId.replaceAll('-', ''));
  view.setUint32(17, frame.seq);
  view.setFloat64(21, frame.sentAt);
  out.set(frame.bytes, INPUT_HEAD_BYTES);
  return out;
}

/** `bytes` of the result is a view into `message`. Throws `invalid_payload`. */
export function decodeInputFrame(message: Uint8Array): InputFrame {
  if (message[0] !== INPUT_KIND || message.length <= INPUT_HEAD_BYTES)
    throw malformed('an input frame', message);
  const view = viewOf(message);
  const sentAt = view.getFloat64(21);
  if (!Number.isFinite(sentAt)) throw malformed('an input frame with a time', message);
  return {
    kind: 'input',
    attachId: attachIdOf(message),
    seq: view.getUint32(17),
    sentAt,
    bytes: message.subarray(INPUT_HEAD_BYTES),
  };
}

function roomFor(frame: StreamFrame): Uint8Array {
  if (frame.kind !== 'data' || !frame.hasRoom) return new Uint8Array(STREAM_HEAD_BYTES + bodyLength(frame));
  const { buffer, byteOffset, length } = frame.bytes;
  return new Uint8Array(buffer, byteOffset - STREAM_HEAD_BYTES, STREAM_HEAD_BYTES + length);
}

function bodyLength(frame: StreamFrame): number {
  switch (frame.kind) {
    case 'data':
    case 'snapshot':
      return frame.bytes.length;
    case 'size':
      return SIZE_BODY_BYTES;
    case 'reset':
      return RESET_BODY_BYTES;
    case 'resume':
    case 'end':
      return 0;
  }
}

function readReset(message: Uint8Array, view: DataView) {
  const reason = REASONS[message[STREAM_HEAD_BYTES] ?? 255];
  if (!reason || message.length !== STREAM_HEAD_BYTES + RESET_BODY_BYTES)
    throw malformed('a reset frame', message);
  return {
    reason,
    floor: readOffset(view, STREAM_HEAD_BYTES + 1),
    size: readSize(view, STREAM_HEAD_BYTES + 9),
    snapshotLength: view.getUint32(STREAM_HEAD_BYTES + 13),
  };
}

const malformed = (expected: string, message: Uint8Array) =>
  new DroverError(
    'invalid_payload',
    `expected ${expected}, got ${message.length} bytes of kind ${message[0]}`,
  );

const viewOf = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function attachIdOf(message: Uint8Array): AttachId {
  const hex = readHex(message, 1, 17);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

function writeOffset(view: DataView, at: number, offset: number): void {
  if (!Number.isSafeInteger(offset) || offset < 0) throw new RangeError(`not an offset: ${offset}`);
  view.setUint32(at, Math.floor(offset / 2 ** 32));
  view.setUint32(at + 4, offset >>> 0);
}

function readOffset(view: DataView, at: number): number {
  const offset = view.getUint32(at) * 2 ** 32 + view.getUint32(at + 4);
  if (!Number.isSafeInteger(offset)) throw new DroverError('invalid_offset', 'offsets must be below 2^53');
  return offset;
}

function writeSize(view: DataView, at: number, size: Size): void {
  view.setUint16(at, size.cols);
  view.setUint16(at + 2, size.rows);
}

const readSize = (view: DataView, at: number): Size => ({
  cols: view.getUint16(at),
  rows: view.getUint16(at + 2),
});

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

function readHex(bytes: Uint8Array, start: number, end: number): string {
  let hex = '';
  for (let i = start; i < end; i++) hex += HEX[bytes[i] ?? 0];
  return hex;
}

function writeHex(out: Uint8Array, at: number, hex: string): void {
  for (let i = 0; i < hex.length; i += 2) out[at + i / 2] = Number.parseInt(hex.slice(i, i + 2), 16);
}
