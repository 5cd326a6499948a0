import { expect, it } from 'vitest';
import { clipboardWrite } from './osc52.ts';

it('[F49] takes the text of a write', () => {
  expect(clipboardWrite(`c;${Buffer.from('né').toString('base64')}`)).toBe('né');
});

it.each(['c;?', 'c;', '?', 'c;no base64!', 'c;/w==', `c;${'A'.repeat(2_000_000)}`])(
  '[F49] takes nothing from %.20s',
  (data) => expect(clipboardWrite(data)).toBeNull(),
);
