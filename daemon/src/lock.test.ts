import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { lockStateDir } from './lock.ts';

const HOLDER = `
  import { lockStateDir } from '${join(import.meta.dirname, 'lock.ts')}';
  lockStateDir(process.argv[1]);
  gc();
  console.log('locked');
  setInterval(() => {}, 1000);
`;

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'drover-lock-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

it('a state folder is taken by one daemon, whose pid the next is told, and free when that is killed', async () => {
  const args = ['--expose-gc', '--disable-warning=ExperimentalWarning', '--input-type=module', '--eval'];
  const other = spawn(process.execPath, [...args, HOLDER, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void other.kill('SIGKILL'));
  await once(other.stdout, 'data');
  expect(() => lockStateDir(dir)).toThrow(`another daemon (pid ${other.pid}) uses ${dir}`);
  expect(() => lockStateDir(dir)).toThrow(expect.objectContaining({ exitCode: 69 }));
  other.kill('SIGKILL');
  await once(other, 'exit');
  lockStateDir(dir)();
});

it('a pid that another process has by now, as in a container that was started again, locks nobody out', () => {
  writeFileSync(join(dir, 'daemon.pid'), String(process.ppid));
  lockStateDir(dir)();
});

it('a state folder that cannot be is told in words', () => {
  writeFileSync(join(dir, 'file'), '');
  expect(() => lockStateDir(join(dir, 'file'))).toThrow('cannot be used');
});
