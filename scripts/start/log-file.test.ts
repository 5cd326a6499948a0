import { closeSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { tempDir } from '../testing/temp-dir.ts';
import { logTail, openLog } from './log-file.ts';

test('a log is continued, and its tail shows only this run', () => {
  const file = path.join(tempDir(), 'logs', 'hub.log');
  const first = openLog(file);
  writeFileSync(first.fd, 'old\n');
  const second = openLog(file);
  writeFileSync(second.fd, 'one\ntwo\nthree\n');
  for (const { fd } of [first, second]) closeSync(fd);
  expect(readFileSync(file, 'utf8')).toBe('old\none\ntwo\nthree\n');
  expect(logTail(file, second.start)).toBe('one\ntwo\nthree');
  expect(logTail(file, second.start, 2)).toBe('two\nthree');
});

test('a large log makes room and is kept once', () => {
  const file = path.join(tempDir(), 'hub.log');
  writeFileSync(`${file}.1`, 'oldest');
  writeFileSync(file, 'twelve bytes');
  closeSync(openLog(file, 12).fd);
  expect(existsSync(file) && readFileSync(`${file}.1`, 'utf8')).toBe('oldest');
  const { fd, start } = openLog(file, 11);
  closeSync(fd);
  expect([start, readFileSync(`${file}.1`, 'utf8')]).toEqual([0, 'twelve bytes']);
});
