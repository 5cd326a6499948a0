import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MAX_DAEMON_MESSAGE_BYTES, ProjectList } from '@drover/protocol';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { Projects } from './projects.ts';
import { Scan, type ScanRules } from './scan.ts';

const RULES: ScanRules = { depth: 4, ignore: [], plainDirectories: true };
const scanProjects = (roots: string[], rules = {}) => new Scan(roots, { ...RULES, ...rules }).run();

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

it('enters no folder that the policy ignores, none deeper than it says, and names no plain root where that is none', async () => {
  const names = async (rules: Partial<ScanRules>) =>
    (await scanProjects([root], rules)).projects
      .map(({ name }) => name)
      .filter((name) => /^[ogp]/.test(name));
  expect((await names({ plainDirectories: false })).sort()).toEqual(['group/two', 'one', 'one-side']);
  expect((await names({ ignore: ['/group'] })).sort()).toEqual(['one', 'one-side']);
  expect((await names({ ignore: ['one*', '!one-side'] })).sort()).toEqual(['group/two', 'one-side']);
  expect((await names({ ignore: ['two/'] })).sort()).toEqual(['one', 'one-side']);
  expect((await names({ depth: 1 })).sort()).toEqual(['one', 'one-side']);
  expect((await scanProjects([root], { plainDirectories: false })).projects.every(({ git }) => git)).toBe(
    true,
  );
});

it('reads only folders again that have changed', async () => {
  const old = realpathSync(mkdtempSync(join(tmpdir(), 'drover-old-')));
  onTestFinished(() => rmSync(old, { recursive: true }));
  for (const folder of ['a/b', 'c/d']) mkdirSync(join(old, folder), { recursive: true });
  git('init', '-q', '-b', 'first', join(old, 'a/b/repository'));
  for (const folder of ['a/b/repository', 'a/b', 'a', 'c/d', 'c', '.'])
    utimesSync(join(old, folder), 1_000, 1_000);
  const scan = new Scan([old], RULES);
  const repositories = async () => (await scan.run()).projects.filter((project) => project.git);
  expect(await repositories()).toMatchObject([{ branch: 'first' }]);
  expect(scan.memory.read).toBe(6);
  git('-C', join(old, 'a/b/repository'), 'symbolic-ref', 'HEAD', 'refs/heads/second');
  expect(await repositories()).toMatchObject([{ branch: 'second' }]);
  expect(scan.memory.read).toBe(0);
  git('init', '-q', '-b', 'new', join(old, 'c/d'));
  expect(await repositories()).toHaveLength(2);
  expect(scan.memory.read).toBe(1);
  expect(await repositories()).toHaveLength(2);
  expect(scan.memory.read).toBe(1); // it changed too shortly before to be sure
  rmSync(join(old, 'a'), { recursive: true });
  expect(await repositories()).toMatchObject([{ branch: 'new' }]);
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
    const options = { roots: [many], rules: RULES, home: many, lastSessions: () => new Map() };
    const projects = new Projects({ ...options, log: pino({ level: 'silent' }) });
    const list = await projects.list({ refresh: true });
    projects.stop();
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
