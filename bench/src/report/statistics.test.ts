import { describe, expect, it } from 'vitest';
import { interleaved, median, quantile } from './statistics.ts';

const upTo = (n: number) => Array.from({ length: n }, (_, index) => n - index);

describe('a quantile', () => {
  it('is the nearest rank of the values in order', () => {
    expect(quantile(upTo(100), 0.99)).toBe(99);
    expect(quantile(upTo(100), 1)).toBe(100);
    expect(quantile(upTo(10), 0.95)).toBe(10);
    expect(quantile([7], 0.5)).toBe(7);
  });

  it('of nothing is not a number', () => expect(quantile([], 0.5)).toBeNaN());
});

it('a median is the middle one, of an even number the lower', () => {
  expect(median([9, 1, 5])).toBe(5);
  expect(median([4, 1, 3, 2])).toBe(2);
});

it('interleaved measurements take turns', async () => {
  const order: string[] = [];
  const does = (name: string) => async () => order.push(name);
  await interleaved(2, { ours: does('ours'), bare: does('bare') });
  expect(order).toEqual(['ours', 'bare', 'ours', 'bare']);
});
