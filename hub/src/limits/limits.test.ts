import { DroverError } from '@drover/protocol';
import { describe, expect, it } from 'vitest';
import { Attempts } from './attempts.ts';
import { Buckets } from './buckets.ts';
import { Guesses } from './guesses.ts';
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

describe('guesses', () => {
  const wrong = (guesses: Guesses, address: string, thing: string, times: number) => {
    for (let i = 0; i < times; i++) guesses.begin(address, thing);
  };
  const outcome = (guesses: Guesses, address: string, thing: string) => {
    try {
      guesses.begin(address, thing).right();
      return 'in';
    } catch (error) {
      return error instanceof DroverError ? error.code : error;
    }
  };

  it('at one thing from one address are limited, and from elsewhere and at others not', () => {
    const guesses = new Guesses({ perThing: 3, perAddress: 10, clock: () => 0 });
    wrong(guesses, 'a', 'ada', 3);
    expect(outcome(guesses, 'a', 'ada')).toBe('rate_limited');
    expect([outcome(guesses, 'b', 'ada'), outcome(guesses, 'a', 'bob')]).toEqual(['in', 'in']);
  });

  it('at many things from one address are limited, whatever is right between them', () => {
    const guesses = new Guesses({ perThing: 3, perAddress: 4, clock: () => 0 });
    for (const name of ['ada', 'bob', 'eve', 'dan']) {
      wrong(guesses, 'a', name, 1);
      if (name !== 'dan') expect(outcome(guesses, 'a', 'own')).toBe('in');
    }
    expect(outcome(guesses, 'a', 'own')).toBe('rate_limited');
    expect(outcome(guesses, 'b', 'ada')).toBe('in');
  });

  it('that were right do not count', () => {
    const guesses = new Guesses({ perThing: 2, perAddress: 2, clock: () => 0 });
    for (let i = 0; i < 10; i++) expect(outcome(guesses, 'a', 'ada')).toBe('in');
  });
});

describe('buckets', () => {
  it('are one for each key', () => {
    const buckets = new Buckets(1, () => 0);
    for (let i = 0; i < 2; i++) buckets.take('ada');
    expect(() => buckets.take('ada')).toThrow('wait a moment');
    buckets.take('bob');
  });

  it('that are full are forgotten when there are many, and no others', () => {
    let now = 0;
    const buckets = new Buckets(1, () => now);
    for (let i = 0; i < 1_000; i++) buckets.take(String(i));
    now = 60_000;
    for (let i = 0; i < 2; i++) buckets.take('ada');
    buckets.take('bob');
    expect(buckets.size).toBe(2);
    expect(() => buckets.take('ada')).toThrow('wait a moment');
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
