import { expect, test } from 'vitest';
import { dataFiles } from '../start/data-dir.ts';
import { fixture, Running } from '../testing/program.ts';
import { tempDir } from '../testing/temp-dir.ts';
import { stopLauncher } from './launcher.ts';

test('a running launcher is stopped and awaited', async () => {
  const dataDir = tempDir();
  const launcher = new Running([fixture('launcher'), dataDir, fixture('hub'), '', fixture('daemon'), '0']);
  await launcher.prints('Ctrl-C stops Drover');
  expect(await stopLauncher(dataFiles(dataDir).lock)).toBe(true);
  expect(await launcher.exitCode()).toBe(0);
});

test('no launcher, nothing to stop', async () => {
  expect(await stopLauncher(dataFiles(tempDir()).lock)).toBe(false);
});
