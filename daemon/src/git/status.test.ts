import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hostileRepository } from '../testing/hostile-repository.ts';
import { branchesOf, gitStatus, headOf } from './index.ts';

let base: string;
let repository: string;
const IDENTITY = ['-c', 'user.name=a', '-c', 'user.email=a@b'];
const bare = (...args: string[]) =>
  execFileSync('git', ['-C', repository, ...IDENTITY, ...args], { encoding: 'utf8', stdio: 'pipe' }).trim();

beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'drover-status-')));
  repository = join(base, 'one');
  execFileSync('git', ['init', '-q', '-b', 'trunk', repository]);
});
afterEach(() => rmSync(base, { recursive: true }));

it('is told before the first commit', async () => {
  writeFileSync(join(repository, 'a'), '');
  const status = { branch: 'trunk', head: null, upstream: null, ahead: null, behind: null, changedFiles: 1 };
  expect(await gitStatus(repository)).toEqual(status);
  expect(await headOf(repository)).toBe(bare('hash-object', '-t', 'tree', '/dev/null'));
  expect(await branchesOf(repository)).toEqual([]);
});

it('counts files that differ and that are new, each by itself, and commits ahead and behind', async () => {
  for (const name of ['kept', 'changed', 'deleted', 'staged']) writeFileSync(join(repository, name), name);
  bare('add', '-A');
  bare('commit', '-q', '-m', 'first');
  bare('clone', '-q', '--bare', repository, join(base, 'remote'));
  bare('remote', 'add', 'origin', join(base, 'remote'));
  bare('fetch', '-q', 'origin');
  bare('branch', '-q', '-u', 'origin/trunk');
  for (const subject of ['second', 'third']) bare('commit', '-q', '--allow-empty', '-m', subject);
  writeFileSync(join(repository, 'changed'), 'anew');
  writeFileSync(join(repository, 'staged'), 'anew');
  bare('add', 'staged');
  rmSync(join(repository, 'deleted'));
  mkdirSync(join(repository, 'new'));
  for (const name of ['new/a b', 'new/é\n']) writeFileSync(join(repository, name), '');
  expect(await gitStatus(join(repository, 'new'))).toEqual({
    branch: 'trunk',
    head: bare('rev-parse', 'HEAD'),
    upstream: 'origin/trunk',
    ahead: 2,
    behind: 0,
    changedFiles: 5,
  });
  expect(await headOf(repository)).toBe(bare('rev-parse', 'HEAD'));
});

it('names no branch of a detached head', async () => {
  bare('commit', '-q', '--allow-empty', '-m', 'first');
  bare('checkout', '-q', '--detach');
  expect(await gitStatus(repository)).toMatchObject({ branch: null, changedFiles: 0 });
});

it('tells branches by their last commit, with those of remotes, and none that could be an option', async () => {
  const at = (time: string) => ({ GIT_COMMITTER_DATE: time, PATH: process.env.PATH });
  for (const [name, time] of [
    ['old', '2001-01-01T00:00:00Z'],
    ['new', '2003-01-01T00:00:00Z'],
  ] as const) {
    const commit = [...IDENTITY, 'commit', '-q', '--allow-empty', '-m', name];
    execFileSync('git', ['-C', repository, ...commit], { env: at(time) });
    bare('branch', name);
  }
  bare('update-ref', 'refs/remotes/origin/old', 'old');
  bare('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/old');
  execFileSync('cp', ['--', join(repository, '.git/refs/heads/old'), join(repository, '.git/refs/heads/-x')]);
  expect(await branchesOf(repository)).toEqual(['new', 'trunk', 'old', 'origin/old']);
});

it('runs nothing of a hostile repository', async () => {
  const hostile = hostileRepository();
  try {
    expect(await gitStatus(hostile.directory)).toMatchObject({ branch: 'main' });
    expect(await headOf(hostile.directory)).toMatch(/^[0-9a-f]{40}$/);
    expect(await branchesOf(hostile.directory)).toEqual(['main']);
    expect(hostile.sprung()).toEqual([]);
  } finally {
    hostile.remove();
  }
});
