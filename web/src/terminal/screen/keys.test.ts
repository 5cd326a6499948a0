import { describe, expect, it } from 'vitest';
import { shortcutOf, withCtrl } from './keys.ts';

const press = (keys: string, mac = false) => {
  const parts = keys.split(' ');
  const key = parts.at(-1) ?? '';
  return shortcutOf(
    {
      key,
      code: key.length === 1 ? `Key${key.toUpperCase()}` : key,
      ctrlKey: parts.includes('Ctrl'),
      shiftKey: parts.includes('Shift'),
      altKey: parts.includes('Alt'),
      metaKey: parts.includes('Meta'),
      isComposing: parts.includes('Composing'),
    },
    mac,
  );
};

describe('shortcuts', () => {
  it.each([
    ['Shift Enter', 'new-line'],
    ['Ctrl Shift C', 'copy'],
    ['Ctrl Shift V', 'paste'],
    ['Ctrl Shift F', 'find'],
    ['Ctrl +', 'bigger-font'],
    ['Ctrl =', 'bigger-font'],
    ['Ctrl -', 'smaller-font'],
    ['Ctrl 0', 'default-font'],
  ])('%s is %s', (keys, shortcut) => expect(press(keys)).toBe(shortcut));

  it.each([
    'Enter',
    'Ctrl c',
    'Ctrl v',
    'Ctrl f',
    'Ctrl Enter',
    'Composing Shift Enter',
    'Ctrl Alt -',
    'c',
    '+',
  ])('%s belongs to the program', (keys) => expect(press(keys)).toBeNull());

  it.each([
    ['Meta c', 'copy'],
    ['Meta v', 'paste'],
    ['Meta f', 'find'],
    ['Meta 0', 'default-font'],
    ['Ctrl c', null],
    ['Ctrl Shift C', null],
  ])('on a Mac, %s is %s', (keys, shortcut) => expect(press(keys, true)).toBe(shortcut));
});

it.each([
  ['c', '\x03'],
  ['C', '\x03'],
  ['[', '\x1b'],
  [' ', '\x00'],
  ['?', '\x7f'],
  ['1', '1'],
  ['\x1b[A', '\x1b[A'],
])('Ctrl with %j sends %j', (text, sent) => expect(withCtrl(text)).toBe(sent));
