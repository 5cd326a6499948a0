import { beforeEach, describe, expect, it } from 'vitest';
import { Brake } from './brake.ts';

const MiB = 1024 * 1024;

let held: boolean;
let brake: Brake;
beforeEach(() => {
  held = false;
  brake = new Brake((on) => {
    held = on;
  });
});

describe('a program that prints', () => {
  it('is not held back while no daemon follows', () => {
    brake.printed(1_000 * MiB);
    expect(held).toBe(false);
  });

  it('is held back when far ahead of its screen, and goes on when that has come near', () => {
    brake.parsed(0);
    brake.printed(MiB);
    expect(held).toBe(false);
    brake.printed(3 * MiB);
    expect(held).toBe(true);
    brake.parsed(0.5 * MiB);
    expect(held).toBe(true);
    brake.parsed(2 * MiB);
    expect(held).toBe(false);
  });

  it('goes on when the daemon falls silent, or goes away', async () => {
    brake.parsed(0);
    brake.printed(3 * MiB);
    await expect.poll(() => held, { timeout: 5_000 }).toBe(false);
    brake.printed(9 * MiB);
    expect(held).toBe(false);

    brake.parsed(4 * MiB);
    brake.printed(12 * MiB);
    expect(held).toBe(true);
    brake.release();
    expect(held).toBe(false);
  });
});
