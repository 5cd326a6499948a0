import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { SHIPPED_PROFILES } from './load-profiles.ts';

const GOOD = `name: tool
displayName: Tool
color: '#112233'
binary: tool
commands:
  new: ['{binary}']
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'drover-check-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string): string {
  const file = join(folder, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content, { mode: 0o600 });
  return file;
}

function run(...args: string[]) {
  const main = join(import.meta.dirname, 'main.ts');
  const env = { PATH: process.env.PATH, HOME: folder };
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], { encoding: 'utf8', env });
  return { status, stdout, stderr };
}

describe('drover profile check', () => {
  it('finds nothing wrong with the shipped profiles', () => {
    const { status, stdout } = run('check');
    expect(status).toBe(0);
    expect(stdout).toContain(`good: claude, ${join(SHIPPED_PROFILES, 'claude.yaml')}\n`);
  });

  it('[B56] explains each error with file and line, and exits with 1', () => {
    write('good.yaml', GOOD);
    const bad = write('bad.yaml', `${GOOD.replace("['{binary}']", 'tool -x')}comand: x\n`);
    const { status, stdout } = run('check', folder);
    expect(status).toBe(1);
    expect(stdout).toContain(`good: tool, ${join(folder, 'good.yaml')}\n`);
    expect(stdout).toContain(`bad: ${bad}:6: commands.new: must be a list of arguments`);
    expect(stdout).toContain(`bad: ${bad}:7: unknown key "comand"`);
  });

  it('[B56] names the second of two with the same name', () => {
    write('a.yaml', GOOD);
    const second = write('b.yaml', GOOD);
    const { status, stdout } = run('check', folder);
    expect(status).toBe(1);
    expect(stdout).toContain(`bad: ${second}: the name "tool" is taken by ${join(folder, 'a.yaml')} already`);
  });

  it.each(['check', '--print'])('checks a file with what lies over it beside it, asked by %s', (option) => {
    const file = write('tool.yaml', GOOD);
    const over = write('tool.local.yaml', 'displayName: Mine\n');
    const { status, stdout, stderr } = run('check', file, ...(option === '--print' ? [option] : []));
    expect(status).toBe(0);
    expect(option === '--print' ? stderr : stdout).toBe(`good: tool, ${file}, under ${over}\n`);
    if (option === '--print')
      expect(parse(stdout)).toMatchObject({ name: 'tool', displayName: 'Mine', binary: 'tool' });
  });

  it('takes what the person has laid over a shipped profile', () => {
    const over = write('.config/drover/profiles/bash.local.yaml', "env: { A: 1 }\ndisplayName: 'Mine'\n");
    for (const args of [['check'], ['check', over]]) {
      const { status, stdout } = run(...args);
      expect(status).toBe(1);
      expect(stdout).toContain(`bad: ${over}:1: env.A: must be text: write "1", in quotes\n`);
    }
  });

  it.each([
    ['tool.yml', 'would not be taken for a profile: its name must end in .yaml or .json'],
    ['absent.yaml', 'cannot be read: ENOENT'],
  ])('says of %s what is wrong with it', (name, expected) => {
    const { status, stdout } = run('check', join(folder, name));
    expect(status).toBe(1);
    expect(stdout).toContain(`bad: ${join(folder, name)}: ${expected}`);
  });

  it.each([[[]], [['chekc']], [['check', '--prnt']]])('[B64] ends %j with 64', (args) => {
    expect(run(...args)).toMatchObject({ status: 64, stdout: '' });
  });

  it('has --help', () => {
    expect(run('check', '--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('--print') });
  });
});
