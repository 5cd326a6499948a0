import { describe, expect, it } from 'vitest';
import {
  decodeInputFrame,
  decodeStreamFrame,
  encodeInputFrame,
  encodeStreamFrame,
  type StreamFrame,
} from './frames.ts';

const head = {
  attachId: '3f2b8c1e-90ab-4cde-8f01-23456789abcd',
  epoch: '00ff12ab34cd56ef',
  offset: 2 ** 40 + 7,
};
const size = { cols: 200, rows: 50 };

describe('stream frames', () => {
  const frames: StreamFrame[] = [
    { ...head, kind: 'data', bytes: new Uint8Array([0, 27, 255]) },
    { ...head, kind: 'resume' },
    { ...head, kind: 'reset', reason: 'floor', floor: 2 ** 33, size, snapshotLength: 123_456 },
    { ...head, kind: 'snapshot', bytes: new Uint8Array([1]) },
    { ...head, kind: 'size', size },
    { ...head, kind: 'end' },
  ];

  it.each(frames)('$kind survives the wire', (frame) => {
    expect(decodeStreamFrame(encodeStreamFrame(frame))).toEqual(frame);
  });

  it.each(frames)('$kind cut short is refused or differs, never misread as itself', (frame) => {
    const whole = encodeStreamFrame(frame);
    for (let length = 0; length < whole.length; length++) {
      let decoded: StreamFrame | undefined;
      try {
        decoded = decodeStreamFrame(whole.subarray(0, length));
      } catch {}
      expect(decoded).not.toEqual(frame);
    }
  });

  it('refuses offsets that a number cannot hold exactly', () => {
    const message = encodeStreamFrame({ ...head, kind: 'resume' });
    message.fill(255, 25, 33);
    expect(() => decodeStreamFrame(message)).toThrow('below 2^53');
  });

  it('refuses an unknown kind', () => {
    expect(() => decodeStreamFrame(new Uint8Array(40).fill(99))).toThrow('expected a stream frame');
  });
});

describe('input frames', () => {
  it('survive the wire', () => {
    const frame = {
      attachId: head.attachId,
      seq: 7,
      sentAt: 1_763_600_000_000.5,
      bytes: new TextEncoder().encode('é\r'),
    };
    expect(decodeInputFrame(encodeInputFrame(frame))).toEqual({ kind: 'input', ...frame });
  });

  it('refuses an empty one and one without a time', () => {
    const frame = { attachId: head.attachId, seq: 7, sentAt: 1, bytes: new Uint8Array(0) };
    expect(() => decodeInputFrame(encodeInputFrame(frame))).toThrow('expected an input frame');
    const untimed = encodeInputFrame({ ...frame, sentAt: Number.NaN, bytes: new Uint8Array(1) });
    expect(() => decodeInputFrame(untimed)).toThrow('with a time');
  });
});
