import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { tokenComplaint } from './token.ts';

it.each([
  [0o600, 0o755, false],
  [0o640, 0o755, false],
  [0o644, 0o755, true],
  [0o604, 0o711, true],
  [0o644, 0o700, false],
])('a token of mode %o in a folder of mode %o: others may read it is %s', (mode, folderMode, isOpen) => {
  const base = mkdtempSync(join(tmpdir(), 'drover-token-'));
  onTestFinished(() => rmSync(base, { recursive: true }));
  chmodSync(base, 0o755);
  const folder = join(base, 'folder');
  mkdirSync(folder);
  const file = join(folder, 'token');
  writeFileSync(file, 'a token');
  chmodSync(file, mode);
  chmodSync(folder, folderMode);
  expect(tokenComplaint(file)).toEqual(isOpen ? expect.stringContaining(`${file} may be read`) : null);
});

it('a token from standard input, or from nowhere, is nobody’s to read', () => {
  expect([tokenComplaint('-'), tokenComplaint('/no/such/token')]).toEqual([null, null]);
});
