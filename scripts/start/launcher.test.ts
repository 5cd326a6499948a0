import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fixture, isGone, Running } from '../testing/program.ts';
import { tempDir } from '../testing/temp-dir.ts';
import { dataFiles } from './data-dir.ts';

const HUB = [fixture('hub'), ''];
const daemon = (sessionsAlive: number) => [fixture('daemon'), String(sessionsAlive)];

function launch(dataDir: string, ...programs: string[]): Running {
  return new Running([fixture('launcher'), dataDir, ...programs]);
}

test('Ctrl-C stops both programs and says how to go on', async () => {
  const dataDir = tempDir();
  const launcher = launch(dataDir, ...HUB, ...daemon(2));
  await launcher.prints('Ctrl-C stops Drover');
  expect(launcher.output).toContain('/setup?code=abc');
  launcher.child.kill('SIGINT');
  expect(await launcher.exitCode()).toBe(0);
  expect(launcher.output).toContain('2 sessions keep running');
  expect(launcher.output).toContain(`npm stop -- --data-dir ${dataDir}`);
});

test('[B69] a second start of the same data folder names the first', async () => {
  const dataDir = tempDir();
  const first = launch(dataDir, ...HUB, ...daemon(0));
  await first.prints('Ctrl-C stops Drover');
  const second = launch(dataDir, ...HUB, ...daemon(0));
  expect(await second.exitCode()).not.toBe(0);
  expect(second.output).toContain(`process ${first.pid}, http://127.0.0.1:8000`);
});

test('a daemon that does not connect is told with the reason from its log', async () => {
  const dataDir = tempDir();
  const launcher = launch(dataDir, ...HUB, fixture('lost-daemon'), '');
  await launcher.prints('has not connected to the hub yet');
  await launcher.prints(`Log: ${dataFiles(dataDir).daemonLog}`);
  expect(launcher.output).toContain(
    'Its daemon says: no connection to the hub: its certificate is not trusted',
  );
});

test('a refused configuration stops everything with its exit code and reason', async () => {
  const launcher = launch(tempDir(), fixture('exits'), '78', ...daemon(0));
  expect(await launcher.exitCode()).toBe(78);
  expect(launcher.output).toContain('The hub refuses to start (exit code 78)');
});

test('a second Ctrl-C does not wait for a program that will not end', async () => {
  const launcher = launch(tempDir(), ...HUB, fixture('deaf'), '');
  await launcher.prints('Ctrl-C stops Drover');
  launcher.child.kill('SIGINT');
  // Repeated because two signals in quick succession count as one press.
  const pressing = setInterval(() => launcher.child.kill('SIGINT'), 400);
  const startedAt = performance.now();
  expect(await launcher.exitCode()).toBe(0);
  clearInterval(pressing);
  expect(performance.now() - startedAt).toBeLessThan(5000);
  expect(launcher.output).toContain('Your sessions keep running');
});

test('programs of a killed launcher go by themselves', async () => {
  const dataDir = tempDir();
  const launcher = launch(dataDir, ...HUB, ...daemon(0));
  await launcher.prints('Ctrl-C stops Drover');
  const files = dataFiles(dataDir);
  const pids = [files.hubLog, files.daemonLog].map((log) => Number(readFileSync(log, 'utf8')));
  launcher.child.kill('SIGKILL');
  await Promise.all(pids.map(isGone));
});
