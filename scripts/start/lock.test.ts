import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { tempDir } from '../testing/temp-dir.ts';
import { Lock, readHolder } from './lock.ts';
import { processIdentity } from './process-identity.ts';

const URL = 'http://127.0.0.1:8000';

test('[B69] a second launcher is told which process runs, and where', () => {
  const file = path.join(tempDir(), 'lock');
  Lock.take(file, URL);
  const again = () => Lock.take(file, URL);
  expect(again).toThrow(`process ${process.pid}, ${URL}`);
  expect(again).toThrow(expect.objectContaining({ exitCode: 69 }));
});

test('a released lock may be taken again', () => {
  const file = path.join(tempDir(), 'lock');
  Lock.take(file, URL).release();
  expect(existsSync(file)).toBe(false);
  Lock.take(file, URL);
  expect(readHolder(file)).toEqual({ pid: process.pid, identity: processIdentity(process.pid), url: URL });
});

test.each([
  ['a process that ended', JSON.stringify({ pid: 2 ** 22 + 1, identity: 'boot/1/1', url: URL })],
  ['another process with the same id', JSON.stringify({ pid: process.pid, identity: 'boot/1/1', url: URL })],
  ['nobody at all', 'not json'],
])('the lock of %s is taken over', (_whose, content) => {
  const file = path.join(tempDir(), 'lock');
  writeFileSync(file, content);
  Lock.take(file, URL);
  expect(readHolder(file)?.pid).toBe(process.pid);
  expect(readdirSync(path.dirname(file))).toEqual(['lock']);
});
