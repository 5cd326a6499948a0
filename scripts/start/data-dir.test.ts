import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { tempDir } from '../testing/temp-dir.ts';
import { dataFiles, ensureDataDir } from './data-dir.ts';

test('the data folder is private, and its token is made once', () => {
  const folder = path.join(tempDir(), 'deep', 'data');
  ensureDataDir(folder);
  const { token } = dataFiles(folder);
  const made = readFileSync(token, 'utf8');
  ensureDataDir(folder);
  expect(made).toMatch(/^[\w-]{43}\n$/);
  expect(readFileSync(token, 'utf8')).toBe(made);
  expect([folder, token].map((file) => statSync(file).mode & 0o777)).toEqual([0o700, 0o600]);
});

test('[B68] a folder that others may write is refused', () => {
  const folder = tempDir();
  chmodSync(folder, 0o777);
  expect(() => ensureDataDir(folder)).toThrow(expect.objectContaining({ exitCode: 78 }));
  expect(() => ensureDataDir(folder)).toThrow(`chmod 700 ${folder}`);
});

test('[B68] a folder that cannot be made is refused', () => {
  const folder = path.join(tempDir(), 'file', 'data');
  writeFileSync(path.dirname(folder), '');
  expect(() => ensureDataDir(folder)).toThrow(expect.objectContaining({ exitCode: 73 }));
  expect(() => ensureDataDir('/proc/drover/data')).toThrow(expect.objectContaining({ exitCode: 73 }));
});
