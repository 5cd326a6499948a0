import { expect, it } from 'vitest';
import { ProducedLines } from './produced.ts';
import { LINE_BYTES, lineAt } from './produced-line.ts';

const SEED = 0xbeef;
const lines = (...numbers: number[]) => numbers.map((n) => `${lineAt(n * LINE_BYTES, SEED)}\r\n`).join('');

function read(text: string): ProducedLines {
  const produced = new ProducedLines();
  // In pieces, as it comes from a line.
  for (let at = 0; at < text.length; at += 7) produced.feed(Buffer.from(text.slice(at, at + 7)));
  return produced;
}

it('all lines of a producer between other output are right', () => {
  const produced = read(`$ produce\r\n${lines(0, 1, 2, 3)}finished\r\n$ `);
  expect(produced).toMatchObject({ faults: [], count: 4, end: 4 * LINE_BYTES });
});

it.each([
  ['a gap', lines(0, 1, 3)],
  ['a double', lines(0, 1, 1, 2)],
  ['a swap', lines(0, 2, 1, 3)],
  ['a changed byte', lines(0, 1, 2).replace('0000beef', '0000beee')],
  ['a lost piece', lines(0, 1, 2, 3).replace(/.{20}\r\n/, '\r\n')],
  ['lines of another producer', `${lines(0, 1)}${lineAt(2 * LINE_BYTES, SEED + 1)}\r\n`],
])('%s is found', (_, text) => {
  expect(read(text).faults).not.toEqual([]);
});

it('after a jump, output may go on anywhere, also in the middle of a line', () => {
  const produced = read(lines(0, 1));
  produced.jump();
  produced.feed(Buffer.from(lines(7, 8, 9).slice(10)));
  expect(produced).toMatchObject({ faults: [], end: 10 * LINE_BYTES });
});

it('a second producer begins anew', () => {
  const second = [0, 1].map((n) => `${lineAt(n * LINE_BYTES, SEED + 1)}\r\n`).join('');
  expect(read(lines(0, 1) + second).faults).toEqual([]);
});
