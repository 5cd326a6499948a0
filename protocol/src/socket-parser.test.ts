import { describe, expect, it } from 'vitest';
import { socketParser } from './socket-parser.ts';

/** The last packet of a connection's messages. */
function decode(...messages: unknown[]): unknown {
  const decoder = new socketParser.Decoder();
  let decoded: unknown;
  decoder.on('decoded', (packet) => {
    decoded = packet;
  });
  for (const message of messages) decoder.add(message);
  return decoded;
}

const roundTrip = (packet: { type: number; nsp: string; id?: number; data?: unknown }) =>
  decode(new socketParser.Encoder().encode(packet)[0]);

describe('the Socket.IO parser', () => {
  it('carries events, acknowledgements and connects as JSON', () => {
    for (const packet of [
      { type: 0, nsp: '/ui', data: { token: 'x' } },
      { type: 2, nsp: '/ui', id: 3, data: ['attach', { a: 1 }] },
      { type: 3, nsp: '/daemon', id: 3, data: [{ ok: true }] },
    ]) {
      expect(roundTrip(packet)).toEqual(packet);
    }
  });

  it('[B29] reads a connect without data as one without, never as null', () => {
    expect(roundTrip({ type: 0, nsp: '/ui' })).toEqual({ type: 0, nsp: '/ui', data: undefined });
    expect(decode('[0,"/ui",null,null]')).toEqual({ type: 0, nsp: '/ui', data: undefined });
  });

  it.each(['/ui', '/daemon'])('carries a frame of %s as one binary message, as it is', (nsp) => {
    const bytes = new Uint8Array([1, 2, 3]);
    const packet = { type: 2, nsp, data: ['frame', bytes] };
    const messages = new socketParser.Encoder().encode(packet);
    expect(messages[0]).toBe(bytes);
    expect(decode(JSON.stringify([0, nsp, null, null]), bytes)).toEqual(packet);
    expect(decode(JSON.stringify([0, nsp, null, null]), bytes.buffer)).toEqual(packet);
  });

  it.each(['connect', 'disconnect', 'error', 'newListener'])('[B37] refuses an event named %s', (name) => {
    expect(() => decode(JSON.stringify([2, '/ui', null, [name]]))).toThrow('not a packet');
  });

  it.each([
    ['no JSON', 'nonsense'],
    ['no array', '{"type":2}'],
    ['an unknown type', '[9,"/ui",null,["x"]]'],
    ['a binary-event placeholder type', '[5,"/ui",null,["x",{"_placeholder":true,"num":99}]]'],
    ['an event without a name', '[2,"/ui",null,[]]'],
    ['an event that is no array', '[2,"/ui",null,{"x":1}]'],
    ['a namespace that is no text', '[2,7,null,["x"]]'],
    ['an id that is no number', '[2,"/ui","7",["x"]]'],
    ['a frame before its namespace is entered', new Uint8Array([1, 2, 3])],
  ])('[B29] refuses %s', (_, message) => {
    expect(() => decode(message)).toThrow();
  });
});
