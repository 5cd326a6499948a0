import { expect, test } from 'vitest';
import { isLoopbackName, meansItself } from './loopback.ts';

test.each([
  ['127.0.0.1', true],
  ['127.8.0.1', true],
  ['localhost', true],
  ['[::1]', true],
  ['127.0.0.1.example', false],
  ['192.168.1.27', false],
  ['localhost.example', false],
])('an address of %s means the machine itself: %s', (name, itself) => {
  expect(meansItself(name)).toBe(itself);
});

test('a name that only name servers could lead back here is not trusted as loopback', () => {
  expect(['localhost', '127.0.0.1', '127.8.9.1', '[::1]'].map(isLoopbackName)).toEqual([
    true,
    true,
    true,
    true,
  ]);
  expect(['drover.localhost', '127.0.0.1.example', '10.0.0.1'].map(isLoopbackName)).toEqual([
    false,
    false,
    false,
  ]);
});
