import { once } from 'node:events';
import { createConnection } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SessionRig } from '../testing/session-rig.ts';
import { HolderMessage, jsonMessage, MessageReader, message, numbers, readU64 } from './wire.ts';

/** A little less than the pace, for timers that are early. */
const GROWTH_EVERY_MS = 3;

let rig: SessionRig;
beforeEach(() => {
  rig = new SessionRig();
});
afterEach(() => rig.dispose());

it('is cut into its messages wherever the stream is cut', () => {
  const stream = Buffer.concat([
    message(HolderMessage.grew, numbers(['u64', 2 ** 40], ['u64', 7])),
    jsonMessage(HolderMessage.welcome, { version: 1 }),
    message(HolderMessage.reply),
  ]);
  for (let cut = 0; cut <= stream.length; cut++) {
    const got: [number, string][] = [];
    const reader = new MessageReader((type, body) => got.push([type, body.toString('hex')]));
    reader.feed(stream.subarray(0, cut));
    reader.feed(stream.subarray(cut));
    expect(got.map(([type]) => type)).toEqual([
      HolderMessage.grew,
      HolderMessage.welcome,
      HolderMessage.reply,
    ]);
    expect(got[0]?.[1]).toBe('00000100000000000000000000000007');
  }
});

it('may bring types that a holder does not know; it passes them over', async () => {
  const session = await rig.spawn(['cat']);
  const socket = createConnection(rig.socketPath(session));
  socket.write(
    Buffer.concat([
      message(63, Buffer.from('of another age')),
      message(HolderMessage.reply, Buffer.from('hi\n')),
    ]),
  );
  await rig.printed(session, 'hi\r\nhi\r\n');
  socket.destroy();
});

it('[P102] tells how far the output goes, and no more often than is of use', async () => {
  const session = await rig.spawn([
    'bash',
    '-c',
    'read -r; for i in $(seq 3000); do echo "line $i"; done; cat',
  ]);
  const socket = createConnection(rig.socketPath(session));
  const ends: number[] = [];
  const reader = new MessageReader((type, body) => {
    if (type === HolderMessage.grew) ends.push(readU64(body, 0));
  });
  socket.on('data', (chunk) => reader.feed(chunk));
  await once(socket, 'data'); // its welcome
  const startedAt = performance.now();
  await session.input(Buffer.from('\n'));
  await rig.printed(session, 'line 3000\r\n');
  await expect.poll(() => ends.at(-1)).toBe(session.end);
  const elapsedMs = performance.now() - startedAt;
  expect(ends.length).toBeLessThanOrEqual(elapsedMs / GROWTH_EVERY_MS + 2);
  expect(ends).toEqual(ends.toSorted((a, b) => a - b));
  socket.destroy();
});
