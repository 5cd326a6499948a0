import { randomUUID } from 'node:crypto';
import type { StreamFrame } from '@drover/protocol';
import { describe, expect, it } from 'vitest';
import { StreamCheck } from './stream-check.ts';

const head = { attachId: randomUUID(), epoch: '00ff12ab34cd56ef' };
const size = { cols: 80, rows: 24 };
const resume = (offset: number): StreamFrame => ({ ...head, kind: 'resume', offset });
const reset = (offset: number, epoch = head.epoch): StreamFrame => {
  return { ...head, epoch, kind: 'reset', offset, reason: 'lag', floor: 0, size, snapshotLength: 0 };
};
const data = (offset: number, length = 1, epoch = head.epoch): StreamFrame => {
  return { ...head, epoch, kind: 'data', offset, bytes: new Uint8Array(length) };
};

function judge(frames: StreamFrame[]): string {
  const check = new StreamCheck();
  try {
    for (const frame of frames) check.accept(frame);
    return 'accepted';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe('[B42] a stream', () => {
  it.each<[string, StreamFrame[], string]>([
    [
      'goes on where it was',
      [resume(10), data(10, 5), data(15), { ...head, kind: 'end', offset: 16 }],
      'accepted',
    ],
    [
      'carries a snapshot true at its offset',
      [reset(9), { ...data(9, 70_000 % 65_536), kind: 'snapshot' } as StreamFrame, data(9)],
      'accepted',
    ],
    [
      'may begin anew, with another epoch',
      [resume(10), data(10), reset(500, 'ff'.repeat(8)), data(500, 1, 'ff'.repeat(8))],
      'accepted',
    ],
    [
      'changes size in its order',
      [resume(10), data(10), { ...head, kind: 'size', offset: 11, size }],
      'accepted',
    ],
    ['has no gap', [resume(10), data(11)], 'offset_mismatch'],
    ['has no repetition', [resume(10), data(10), data(10)], 'offset_mismatch'],
    ['does not resume in its middle', [resume(10), data(10), resume(10)], 'offset_mismatch'],
    [
      'does not end before its last byte',
      [resume(10), { ...head, kind: 'end', offset: 9 }],
      'offset_mismatch',
    ],
    ['begins with resume or reset', [data(0)], 'offset_mismatch'],
    ['keeps its epoch', [resume(10), data(10, 1, 'ff'.repeat(8))], 'bad_epoch'],
    ['comes in small frames', [resume(0), data(0, 65_537)], 'invalid_payload'],
    [
      'does not run away from its viewer',
      [resume(0), ...Array.from({ length: 129 }, (_, i) => data(i * 32_768, 32_768))],
      'slow_consumer',
    ],
  ])('%s', (_rule, frames, verdict) => {
    expect(judge(frames)).toBe(verdict);
  });
});

describe('[B33] an acknowledgement', () => {
  it('lies between the last one and what was sent', () => {
    const check = new StreamCheck();
    check.accept(resume(100));
    check.accept(data(100, 10));
    check.acknowledge(4);
    check.acknowledge(4);
    expect(() => check.acknowledge(3)).toThrow('expected an acknowledgement of 4 to 10 bytes, got 3');
    expect(() => check.acknowledge(11)).toThrow('got 11');
    check.acknowledge(10);
  });
});
