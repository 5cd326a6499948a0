import { describe, expect, it } from 'vitest';
import { Attempts } from './attempts.ts';
import { TokenBucket } from './token-bucket.ts';

describe('attempts', () => {
  it('are exhausted per key, and forgotten after a minute', () => {
    let now = 0;
    const attempts = new Attempts(2, () => now);
    attempts.add('ada');
    now = 30_000;
    attempts.add('ada');
    expect([attempts.isExhausted('ada'), attempts.isExhausted('bob')]).toEqual([true, false]);
    now = 60_000;
    expect(attempts.isExhausted('ada')).toBe(false);
  });

  it('[F36] lock nobody out when the clock is set back', () => {
    let now = 1e12;
    const attempts = new Attempts(1, () => now);
    attempts.add('ada');
    now -= 3_600_000;
    expect(attempts.isExhausted('ada')).toBe(false);
  });
});

describe('a token bucket', () => {
  it('allows a burst, then its rate', () => {
    let now = 0;
    const bucket = new TokenBucket(10, () => now);
    const takeAll = () => Array.from({ length: 100 }, () => bucket.take()).filter(Boolean).length;
    expect(takeAll()).toBe(20);
    now = 500;
    expect(takeAll()).toBe(5);
    now = 60_000;
    expect(takeAll()).toBe(20);
  });
});
