import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ActivityRules, type StateFileRules } from '@drover/profiles';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { type ProcessRef, processRef } from '../sessions/processes.ts';
import { StateFile } from './state-file.ts';

let home: string;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'drover-tool-'));
  mkdirSync(join(home, '.tool'));
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const rules = (more: Partial<StateFileRules> = {}): StateFileRules => {
  const { stateFile } = ActivityRules.parse({
    stateFile: {
      ...{ folder: '~/.tool', folderVariable: 'TOOL_HOME', path: '{pid}.json' },
      rules: [{ where: { state: '*' }, state: 'working' }],
    },
  });
  if (!stateFile) throw new Error('there are no rules');
  return { ...stateFile, ...more };
};

/** A program that waits, and the pid of what it has started. */
async function run(env: Record<string, string>): Promise<{ agent: ProcessRef; child: number }> {
  const program = spawn('sh', ['-c', 'sleep 60 & echo $!; wait'], {
    env: { PATH: process.env.PATH, ...env },
  });
  const [line] = await once(program.stdout, 'data');
  const agent = processRef(program.pid ?? 0);
  const child = Number(line);
  onTestFinished(() => {
    program.kill('SIGKILL');
    process.kill(child, 'SIGKILL');
  });
  if (!agent) throw new Error('it does not run');
  return { agent, child };
}

const write = (name: string, content: unknown) =>
  writeFileSync(join(home, name), typeof content === 'string' ? content : JSON.stringify(content));

it('is looked for below the home of the program, or where its variable says', async () => {
  const [first, second] = [await run({ HOME: home }), await run({ HOME: '/nowhere', TOOL_HOME: home })];
  write(`.tool/${first.agent.pid}.json`, { state: 'a' });
  write(`${second.agent.pid}.json`, { state: 'b' });
  expect(new StateFile(rules(), first.agent).read()).toEqual({ state: 'a' });
  expect(new StateFile(rules(), second.agent).read()).toEqual({ state: 'b' });
});

it('may be that of a program below, where a wrapper was started', async () => {
  const { agent, child } = await run({ HOME: home });
  write(`.tool/${child}.json`, { state: 'a' });
  expect(new StateFile(rules(), agent).read()).toEqual({ state: 'a' });
});

it('of an earlier process with the same id says nothing', async () => {
  const { agent } = await run({ HOME: home });
  const file = new StateFile(rules({ processStart: 'start' }), agent);
  write(`.tool/${agent.pid}.json`, { state: 'old', start: String(agent.startTicks - 1) });
  expect(file.read()).toBeNull();
  write(`.tool/${agent.pid}.json`, { state: 'new', start: String(agent.startTicks), more: 1 });
  expect(file.read()).toEqual({ state: 'new' });
});

it('says what it said while it is written, and nothing when it is gone', async () => {
  const { agent } = await run({ HOME: home });
  const file = new StateFile(rules(), agent);
  const name = `.tool/${agent.pid}.json`;
  expect(file.read()).toBeNull();
  write(name, { state: 'a' });
  expect(file.read()).toEqual({ state: 'a' });
  write(name, '{"state":');
  expect(file.read()).toEqual({ state: 'a' });
  write(name, { state: 'b' });
  expect(file.read()).toEqual({ state: 'b' });
  rmSync(join(home, name));
  expect(file.read()).toBeNull();
});
