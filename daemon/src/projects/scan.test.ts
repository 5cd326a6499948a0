import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { scanProjects } from './scan.ts';

let root: string;
const git = (...args: string[]) => execFileSync('git', args, { stdio: 'pipe' });

beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'drover-scan-')));
  git('init', '-q', '-b', 'trunk', join(root, 'one'));
  git('init', '-q', '-b', 'feature/x', join(root, 'group/two'));
  const identity = ['-c', 'user.name=a', '-c', 'user.email=a@b'];
  git('-C', join(root, 'one'), ...identity, 'commit', '-q', '--allow-empty', '-m', 'first');
  git('-C', join(root, 'one'), 'worktree', 'add', '-q', '-b', 'side', join(root, 'one-side'));
  git('init', '-q', join(root, 'one/vendored'));
  git('init', '-q', join(root, 'node_modules/package'));
  git('init', '-q', join(root, '.hidden'));
  mkdirSync(join(root, 'plain'));
  symlinkSync(root, join(root, 'plain/loop'));
});
afterAll(() => rmSync(root, { recursive: true }));

it('finds repositories and worktrees with their branches, and the root; nothing hidden, vendored or linked', async () => {
  const { projects, truncated } = await scanProjects([root]);
  const found = projects
    .map(({ name, branch, git }) => ({ name, branch, git }))
    .sort((a, b) => a.name.localeCompare(b.name));
  expect(found).toEqual(
    [
      { name: realpathSync(root).split('/').at(-1), branch: null, git: false },
      { name: 'group/two', branch: 'feature/x', git: true },
      { name: 'one', branch: 'trunk', git: true },
      { name: 'one-side', branch: 'side', git: true },
    ].sort((a, b) => String(a.name).localeCompare(String(b.name))),
  );
  expect(truncated).toBe(false);
});

it('passes over a root that cannot be read', async () => {
  const { projects } = await scanProjects([join(root, 'gone'), root]);
  expect(projects.some(({ name }) => name === 'one')).toBe(true);
});
