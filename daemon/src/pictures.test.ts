import { daemonToHub, MAX_DAEMON_MESSAGE_BYTES, type Picture } from '@drover/protocol';
import { expect, it } from 'vitest';
import { pictureMessages } from './pictures.ts';

/** As many colours as a screen can have, a run for each cell. */
const photograph = (cols: number, rows: number): Picture => ({
  sessionId: '018f6b5c-1111-7111-8111-111111111111',
  cols,
  rows: Array.from({ length: rows }, () =>
    Array.from({ length: cols }, () => ['漢', '#123456', '#abcdef', 2]),
  ),
  cursor: null,
});

it('come in messages that the hub takes, however many they are', () => {
  const messages = pictureMessages(Array(250).fill(photograph(3, 2)));
  expect(messages.map((message) => message.length)).toEqual([100, 100, 50]);
  for (const message of messages) expect(daemonToHub.pictures.safeParse(message).success).toBe(true);
});

it('come in messages that a link takes, however colourful they are', () => {
  const messages = pictureMessages(Array(40).fill(photograph(200, 50)));
  expect(messages.flat()).toHaveLength(40);
  for (const message of messages)
    expect(JSON.stringify(message).length).toBeLessThan(MAX_DAEMON_MESSAGE_BYTES);
});

it('are left out when they are too large by themselves', () => {
  expect(pictureMessages([photograph(500, 300), photograph(3, 2)])).toEqual([[photograph(3, 2)]]);
});
