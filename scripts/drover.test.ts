import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { symlinkSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { expect, onTestFinished, test, vi } from 'vitest';
import { root } from './start/folders.ts';
import { tempDir } from './testing/temp-dir.ts';

const DROVER = path.join(root, 'drover');

type Ran = { code: number; stdout: string; stderr: string };

async function run(args: string[], cwd = tempDir(), program = DROVER): Promise<Ran> {
  try {
    return { code: 0, ...(await promisify(execFile)(program, args, { cwd })) };
  } catch (error) {
    const { code, stdout, stderr } = error as Ran;
    return { code, stdout, stderr };
  }
}

test('lists what it can do, also for those who ask for something else', async () => {
  const help = await run(['--help']);
  expect(help.stdout).toMatch(
    /drover start .*\n {2}drover stop .*\n {2}drover hub .*\n {2}drover hub backup/,
  );
  expect(await run([])).toEqual(help);
  expect(await run(['constructor'])).toMatchObject({
    code: 64,
    stderr: expect.stringContaining('There is no such command.\n\nOne dashboard'),
  });
});

test('may be linked to, passes flags on as they are, and reads paths from where the person stands', async () => {
  const folder = tempDir();
  const linked = path.join(folder, 'drover');
  symlinkSync(DROVER, linked);
  const { code, stderr } = await run(['hub', 'backup', '--data-dir', './here'], folder, linked);
  expect([code, stderr]).toEqual([78, expect.stringContaining(`'${path.join(folder, 'here/hub.db')}'`)]);
});

test('tells of wrong flags with the exit code of the program', async () => {
  expect(await run(['hub', '--port', 'x'])).toMatchObject({ code: 64 });
  expect(await run(['start', '--port', 'x'])).toMatchObject({ code: 64 });
});

test('runs a hub that ends with it', async () => {
  const dataDir = path.join(tempDir(), 'data');
  const hub = spawn(DROVER, ['hub', '--port', '0', '--data-dir', dataDir, '--web-dir', tempDir()]);
  onTestFinished(() => void hub.kill('SIGKILL'));
  let output = '';
  hub.stderr.on('data', (chunk) => {
    output += chunk;
  });
  await vi.waitUntil(() => output.includes('Make the first account: http://127.0.0.1:'), { timeout: 25_000 });
  hub.kill('SIGTERM');
  expect(await once(hub, 'exit')).toEqual([0, null]);
});
