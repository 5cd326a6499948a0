import { createConnection } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SessionRig } from '../testing/session-rig.ts';
import { HolderMessage, jsonMessage, MessageReader, message, numbers } from './wire.ts';

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
