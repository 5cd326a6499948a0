import { cpSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from './start/folders.ts';
import { Running } from './testing/program.ts';
import { tempDir } from './testing/temp-dir.ts';

function run(args: string[], env: Record<string, string> = {}, checkout = root): Running {
  return new Running([path.join(checkout, 'scripts/run.mjs'), ...args], { ...process.env, ...env });
}

test.each([
  [['start'], { npm_config_port: '9000' }, 'npm start -- --port 9000'],
  [['start', '9000'], { npm_config_port: 'true' }, 'npm start -- --port 9000'],
  [['stop'], { npm_config_data_dir: '/my data' }, "npm stop -- --data-dir '/my data'"],
])('flags that npm took for itself are shown where they belong: %j %j', async (args, env, right) => {
  const program = run(args, env);
  expect(await program.exitCode()).toBe(64);
  expect(program.output).toContain(right);
});

test('an unknown command lists the known ones', async () => {
  const program = run(['begin']);
  expect(await program.exitCode()).toBe(64);
  expect(program.output).toContain('Unknown command "begin". Known are: start, stop, check, test');
});

test('a missing program is named, with its use and how to get it', async () => {
  const program = run(['start'], { PATH: tempDir() });
  expect(await program.exitCode()).toBe(1);
  expect(program.output).toMatch(/Not found on this machine:\n {2}git: finds projects and makes worktrees\n/);
  expect(program.output).toMatch(/install git|xcode-select/);
});

test('the first run says that it sets up, also when only help was asked for', async () => {
  const checkout = tempDir();
  cpSync(path.join(root, 'scripts'), path.join(checkout, 'scripts'), { recursive: true });
  const program = run(['start', '--help'], { PATH: tempDir() }, checkout);
  expect(await program.exitCode()).toBe(1);
  expect(program.output).toMatch(/^The first run sets Drover up, .*\nNot found on this machine:\n/);
});
