import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MAX_DAEMON_MESSAGE_BYTES, ProjectList } from '@drover/protocol';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
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

describe('[B45] of very many folders', () => {
  const isLong = process.env.DROVER_LONG === '1';
  let many: string;
  /** Makes this many folders, named for their number by a command of sed. */
  const fill = (count: number, command: string) =>
    execFileSync('sh', ['-c', `seq ${count} | sed "${command}" | xargs -n 100 mkdir -p`], { cwd: many });
  beforeEach(() => {
    many = realpathSync(mkdtempSync('/dev/shm/drover-many-')); // in memory: a disk takes minutes
  });
  afterEach(() => execFileSync('rm', ['-rf', many]));

  it('the list is cut, and says so', async () => {
    fill(isLong ? 100_000 : 5_100, 's/.*/p&\\/.git/');
    const { projects, truncated } = await scanProjects([many]);
    expect(projects).toHaveLength(5_000);
    expect(truncated).toBe(true);
    expect(ProjectList.safeParse({ projects, truncated }).success).toBe(true);
  });

  it('the list fits in a message, however long the names are', async () => {
    const long = 'n'.repeat(240);
    fill(3_000, `s/.*/${long}&\\/${long}\\/${long}\\/.git/`);
    const list = await scanProjects([many]);
    expect(list.truncated).toBe(true);
    expect(list.projects.length).toBeGreaterThan(1_000);
    expect(Buffer.byteLength(JSON.stringify(list))).toBeLessThan(MAX_DAEMON_MESSAGE_BYTES);
  });

  it('no more are looked into than a person would wait for', async () => {
    fill(isLong ? 100_000 : 20_100, 's/.*/p&/');
    expect(await scanProjects([many])).toMatchObject({ projects: [{ path: many }], truncated: true });
  });
});

it('[B45] names that could draw on a terminal are shown escaped, and so are those that are no text', async () => {
  const odd = realpathSync(mkdtempSync(join(tmpdir(), 'drover-odd-')));
  onTestFinished(() => rmSync(odd, { recursive: true }));
  for (const name of ['a\nb', 'c\x1b[31md', 'é']) mkdirSync(join(odd, name, '.git'), { recursive: true });
  mkdirSync(Buffer.concat([Buffer.from(`${odd}/f`), Buffer.from([0xe9]), Buffer.from('g/.git')]), {
    recursive: true,
  });
  const { projects } = await scanProjects([odd]);
  const found = projects.filter(({ git }) => git).map(({ name, path }) => [name, path.slice(odd.length + 1)]);
  expect(found.sort()).toEqual([
    [String.raw`a\x0ab`, 'a\nb'],
    [String.raw`c\x1b[31md`, 'c\x1b[31md'],
    [String.raw`f\xe9g`, String.raw`f\xe9g`],
    ['é', 'é'],
  ]);
});

it('[B45] pipes in the place of the files of git do not keep the scan waiting', async () => {
  const odd = realpathSync(mkdtempSync(join(tmpdir(), 'drover-pipes-')));
  onTestFinished(() => rmSync(odd, { recursive: true }));
  mkdirSync(join(odd, 'a'));
  mkdirSync(join(odd, 'b/.git'), { recursive: true });
  execFileSync('mkfifo', [join(odd, 'a/.git'), join(odd, 'b/.git/HEAD')]);
  const { projects } = await scanProjects([odd]);
  const found = projects.filter(({ git }) => git).map(({ name, branch }) => [name, branch]);
  expect(found.sort()).toEqual([
    ['a', null],
    ['b', null],
  ]);
});
