import { expect, it } from 'vitest';
import { Pump } from './pump.ts';

/** Has so many frames to send, and writes its name down for each. */
const sender = (name: string, frames: number, sent: string[]) => ({
  pump: () => {
    if (frames === 0) return false;
    frames--;
    sent.push(name);
    return frames > 0;
  },
});

it('lets all that have something to send take turns, a frame each', async () => {
  const sent: string[] = [];
  const pump = new Pump(32, () => {});
  pump.wake(sender('flood', 100, sent));
  pump.wake(sender('a', 3, sent));
  pump.wake(sender('b', 3, sent));
  await expect.poll(() => sent.length).toBe(106);
  expect(sent.slice(0, 10).join(' ')).toBe('flood flood a b flood a b flood a b');
});

it('sends the first frame after silence at once', () => {
  const sent: string[] = [];
  new Pump(32, () => {}).wake(sender('key', 1, sent));
  expect(sent).toEqual(['key']);
});

it('gives up on one that fails, and on no other', async () => {
  const sent: string[] = [];
  const failed: unknown[] = [];
  const pump = new Pump(32, (_, error) => failed.push(error));
  const broken = {
    pump: () => {
      throw new Error('broken');
    },
  };
  pump.wake(sender('a', 3, sent));
  pump.wake(broken);
  await expect.poll(() => sent.length).toBe(3);
  expect(failed).toEqual([new Error('broken')]);
});
