import { expect, it } from 'vitest';
import { webAddress } from './links.ts';

it.each([
  'javascript:alert(1)',
  'file:///etc/passwd',
  'data:text/html,x',
  'vscode://x',
  ' JavaScript:x',
  'x',
  '',
])('[F49] opens nothing for %j', (text) => expect(webAddress(text)).toBeNull());

it.each(['https://example.com/a?b#c', 'http://127.0.0.1:8080/'])('opens %s', (text) =>
  expect(webAddress(text)).toBe(text),
);
