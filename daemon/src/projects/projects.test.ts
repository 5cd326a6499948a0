import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProjectList } from '@drover/protocol';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { hostileRepository } from '../testing/hostile-repository.ts';
import { TestRepository } from '../testing/test-repository.ts';
import { Projects, type ProjectsOptions } from './projects.ts';
import { remoteLink } from './remote-link.ts';

let repository: TestRepository;
let plain: string;
let made: Projects[];
beforeEach(() => {
  repository = new TestRepository();
  plain = realpathSync(mkdtempSync(join(tmpdir(), 'drover-plain-')));
  made = [];
});
afterEach(() => {
  for (const projects of made) projects.stop();
  repository.remove();
  rmSync(plain, { recursive: true });
});

const projectsOf = (options: Partial<ProjectsOptions> = {}, plainDirectories = true) => {
  const rules = { depth: 4, ignore: [], plainDirectories };
  const roots = [repository.directory, plain];
  const log = pino({ level: 'silent' });
  const projects = new Projects({
    roots,
    rules,
    home: plain,
    lastSessions: () => new Map(),
    log,
    ...options,
  });
  made.push(projects);
  return projects;
};

it('are told at once, and completed with what git knows in the background', async () => {
  repository.write('a', 'a');
  repository.git('remote', 'add', 'origin', 'https://me:secret@example.com/group/one.git');
  repository.commit('first');
  repository.write('b', 'b');
  const projects = projectsOf();
  const list = await projects.list({ refresh: false });
  const first = list.projects[0];
  expect(first).toMatchObject({ path: repository.directory, git: true, branch: 'trunk', changedFiles: null });
  expect(Math.abs((first?.lastUsedAt ?? 0) - Date.now())).toBeLessThan(60_000);
  expect(list.projects[1]).toMatchObject({ path: plain, git: false, lastUsedAt: null });
  await projects.lookedAt();
  const later = ProjectList.parse(await projects.list({ refresh: false }));
  expect(later.projects[0]).toMatchObject({ remoteUrl: 'https://example.com/group/one', changedFiles: 1 });
  expect(later.scannedAt).toBe(list.scannedAt);
});

it('are looked for anew when asked to, else only behind the answer, and by many at once only once', async () => {
  const projects = projectsOf();
  await projects.list({ refresh: false });
  repository.git('symbolic-ref', 'HEAD', 'refs/heads/other');
  expect((await projects.list({ refresh: false })).projects[0]?.branch).toBe('trunk');
  const [one, two] = await Promise.all([projects.list({ refresh: true }), projects.list({ refresh: true })]);
  expect(one.projects[0]?.branch).toBe('other');
  expect(two.scannedAt).toBe(one.scannedAt);
  repository.git('symbolic-ref', 'HEAD', 'refs/heads/third');
  vi.useFakeTimers({ now: Date.now() + 61_000, toFake: ['Date'] });
  try {
    expect((await projects.list({ refresh: false })).projects[0]?.branch).toBe('other');
    const branch = async () => (await projects.list({ refresh: false })).projects[0]?.branch;
    await vi.waitFor(async () => expect(await branch()).toBe('third'));
  } finally {
    vi.useRealTimers();
  }
});

it('stand by their last use, a session among them', async () => {
  const lastSessions = () => new Map([[plain, Date.now() + 60_000]]);
  const { projects } = await projectsOf({ lastSessions }).list({ refresh: true });
  expect(projects.map(({ path }) => path)).toEqual([plain, repository.directory]);
});

it('are repositories only where the policy says so', async () => {
  mkdirSync(join(repository.directory, 'deep'));
  const strict = projectsOf({}, false);
  expect((await strict.list({ refresh: true })).projects).toHaveLength(1);
  await expect(strict.resolve(plain)).rejects.toMatchObject({ code: 'denied_by_host_policy' });
  expect(await strict.resolve(join(repository.directory, 'deep'))).toBe(join(repository.directory, 'deep'));
  await expect(strict.resolve('/etc')).rejects.toMatchObject({ code: 'path_outside_roots' });
  expect(await projectsOf().resolve(plain)).toBe(plain);
});

it('are inspected with their branches; a plain directory has none', async () => {
  repository.commit('first');
  repository.git('branch', 'side');
  const projects = projectsOf();
  expect(await projects.inspect(repository.directory)).toMatchObject({
    git: { branch: 'trunk', changedFiles: 0 },
    branches: expect.arrayContaining(['side', 'trunk']),
  });
  expect(await projects.inspect(plain)).toEqual({ path: plain, git: null, branches: [] });
});

it('that are hostile run nothing when they are looked at', async () => {
  const hostile = hostileRepository();
  try {
    const projects = projectsOf({ roots: [hostile.directory] });
    await projects.list({ refresh: true });
    await projects.lookedAt();
    const { projects: told } = await projects.list({ refresh: false });
    expect(told).toMatchObject([{ branch: 'main', remoteUrl: null }]);
    expect(told[0]?.changedFiles).toBeGreaterThan(3);
    await projects.inspect(hostile.directory);
    expect(hostile.sprung()).toEqual([]);
  } finally {
    hostile.remove();
  }
});

it.each([
  ['git@github.com:a/b.git', 'https://github.com/a/b'],
  ['https://user:token@github.com/a/b.git/', 'https://github.com/a/b'],
  ['ssh://git@gitlab.example.com:2222/g/s/r.git', 'https://gitlab.example.com/g/s/r'],
  ['http://h.example.com:8080/a/b', 'http://h.example.com:8080/a/b'],
  ['https://x.example.com/a b?token=1#f', 'https://x.example.com/a%20b'],
  ['git@work:a/b', null],
  ['/srv/git/a.git', null],
  ['file:///srv/git/a.git', null],
  ['ext::sh -c id', null],
  ['javascript:alert(1)//a.b/c', null],
  [`https://a.b/${'c'.repeat(2_000)}`, null],
  ['', null],
])('the remote %j can be looked at at %j', (address, link) => {
  expect(remoteLink(address)).toBe(link);
});
