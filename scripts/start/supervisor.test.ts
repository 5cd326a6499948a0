import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { fixture, isGone } from '../testing/program.ts';
import { tempDir } from '../testing/temp-dir.ts';
import { Supervisor } from './supervisor.ts';

const QUICK = { firstMs: 5, maxMs: 20, healthyMs: 30_000 };

function supervise(...argv: string[]) {
  const said: unknown[] = [];
  const lines: string[] = [];
  const refused = vi.fn<(exitCode: number, text: string) => void>();
  const program = {
    name: 'hub',
    argv,
    env: process.env,
    logFile: path.join(tempDir(), 'hub.log'),
    backoff: QUICK,
  };
  const supervisor = new Supervisor<unknown>(program, {
    message: (message) => said.push(message),
    restarting: (line) => lines.push(line),
    refused,
  });
  onTestFinished(() => supervisor.stop(0));
  supervisor.start();
  return { supervisor, said, lines, refused };
}

test('a program that dies is started again, with one line each time', async () => {
  const { lines } = supervise(fixture('exits'), '3');
  await vi.waitUntil(() => lines.length >= 3, { timeout: 10_000 });
  expect(lines[0]).toMatch(/^The hub ended \(exit code 3\); starting it again in 0.00\d s. Log: .*hub\.log$/);
  expect(lines[1]).toMatch(/again in 0\.0(0\d|1) s/);
});

test('a program that is killed is started again and goes on talking', async () => {
  const { supervisor, said, lines } = supervise(fixture('hub'));
  await vi.waitUntil(() => said.length === 1, { timeout: 10_000 });
  process.kill(supervisor.pid ?? Number.NaN, 'SIGKILL');
  await vi.waitUntil(() => said.length === 2, { timeout: 10_000 });
  expect(lines).toEqual([expect.stringContaining('(SIGKILL)')]);
});

test.each([64, 78])('exit code %i is not tried again; the log says why', async (code) => {
  const { refused, lines } = supervise(fixture('exits'), String(code), 'the port is wrong');
  await vi.waitUntil(() => refused.mock.lastCall, { timeout: 10_000 });
  expect(refused.mock.lastCall).toEqual([
    code,
    `The hub refuses to start (exit code ${code}):\nthe port is wrong`,
  ]);
  expect(lines).toEqual([]);
});

test('a program that does not hear SIGTERM is killed', async () => {
  const { supervisor, said, lines } = supervise(fixture('deaf'));
  await vi.waitUntil(() => said.length === 1, { timeout: 10_000 });
  const { pid } = said[0] as { pid: number };
  await supervisor.stop(10);
  await isGone(pid);
  expect(lines).toEqual([]);
});
