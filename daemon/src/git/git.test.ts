import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type HostileRepository, hostileRepository } from '../testing/hostile-repository.ts';
import { git, repositoryRoot } from './index.ts';

const text = async (directory: string, ...args: string[]) => (await git(directory, args)).stdout.toString();

/** The one that git stumbles over, and so never comes to the others. */
const OVER_THE_FIRST = ['-c', 'filter.process.process='];

describe('a hostile repository', () => {
  let hostile: HostileRepository;
  beforeEach(() => {
    hostile = hostileRepository();
  });
  afterEach(() => hostile.remove());

  it('runs its own when anybody else looks at it', () => {
    const { bareGit, missing } = hostile;
    const attempts = [
      ['status'],
      [...OVER_THE_FIRST, 'diff'],
      [...OVER_THE_FIRST, 'diff', '--no-ext-diff'],
      ['log', '-1'],
      [...OVER_THE_FIRST, 'add', '-A'],
      ['cat-file', '-e', missing],
    ];
    for (const args of attempts) {
      try {
        bareGit(...args);
      } catch {
        // It may fail by what it runs.
      }
    }
    expect(hostile.sprung()).toEqual(
      expect.arrayContaining([
        ...['diff-external', 'ext-transport', 'filter-clean', 'filter-odd-name', 'filter-process'],
        ...['fsmonitor', 'gpg', 'hook-post-index-change', 'included-clean', 'submodule-clean', 'textconv'],
      ]),
    );
  });

  it.each([
    [['status', '--porcelain=v2', '--branch', '--untracked-files=all']],
    [['diff', 'HEAD']],
    [['diff', 'HEAD~1']],
    [['diff-index', '-p', 'HEAD']],
    [['diff-files', '-p']],
    [['log', '-p', '-1']],
    [['show', '--no-patch', 'HEAD']],
    [['update-index', '--add', '--', 'untracked.txt', 'clean.txt', 'process.txt', 'submodule']],
    [['branch', '--list']],
    [['for-each-ref']],
    [['ls-files', '--others', '--exclude-standard']],
    [['commit-tree', '-m', 'x', 'HEAD^{tree}']],
    [['worktree', 'add', '--detach', '../elsewhere', 'HEAD']],
  ])('runs nothing at git %j', async (args) => {
    const env = { GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@b', GIT_AUTHOR_NAME: 'a' };
    await git(hostile.directory, args, { env: { ...env, GIT_AUTHOR_EMAIL: 'a@b' } });
    expect(hostile.sprung()).toEqual([]);
  });

  it.each(['add', 'commit', 'fetch', 'stash', 'submodule'])('is kept from git %s', async (command) => {
    await expect(text(hostile.directory, command)).rejects.toThrow('is not known to run nothing');
  });

  it('fetches nothing that it lacks', async () => {
    await expect(text(hostile.directory, 'cat-file', '-p', hostile.missing)).rejects.toThrow('Git could not');
    expect(hostile.sprung()).toEqual([]);
  });

  it('cannot say that its files lie elsewhere', async () => {
    hostile.bareGit('config', 'core.worktree', '/etc');
    expect((await text(hostile.directory, 'rev-parse', '--show-toplevel')).trim()).toBe(hostile.directory);
  });
});

describe('git', () => {
  let folder: string;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'drover-git-')));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('is run at the root of the repository that a directory lies in', async () => {
    execFileSync('git', ['init', '-q', join(folder, 'one')]);
    mkdirSync(join(folder, 'one/deep/er'), { recursive: true });
    symlinkSync(join(folder, 'one/deep'), join(folder, 'link'));
    expect(await repositoryRoot(join(folder, 'link/er'))).toBe(join(folder, 'one'));
    expect((await text(join(folder, 'link/er'), 'rev-parse', '--show-toplevel')).trim()).toBe(
      join(folder, 'one'),
    );
  });

  it('says that there is no repository, also where a ".git" is none', async () => {
    await expect(text(folder, 'status')).rejects.toMatchObject({ code: 'not_a_repository' });
    await expect(text(join(folder, 'absent'), 'status')).rejects.toMatchObject({ code: 'not_a_repository' });
    execFileSync('git', ['init', '-q', folder]);
    mkdirSync(join(folder, 'inner/.git'), { recursive: true });
    await expect(text(join(folder, 'inner'), 'status')).rejects.toMatchObject({ code: 'not_a_repository' });
  });

  it('takes no folder for a repository that only looks like one', async () => {
    execFileSync('git', ['init', '-q', folder]);
    execFileSync('git', ['init', '-q', '--bare', join(folder, 'planted')]);
    expect((await text(join(folder, 'planted'), 'rev-parse', '--absolute-git-dir')).trim()).toBe(
      join(folder, '.git'),
    );
  });

  it('is ended when it takes too long or says too much', async () => {
    execFileSync('git', ['init', '-q', folder]);
    execFileSync('mkfifo', [join(folder, 'pipe')]); // that nobody ever writes into
    await expect(git(folder, ['hash-object', 'pipe'], { timeoutMs: 50 })).rejects.toMatchObject({
      code: 'timeout',
    });
    writeFileSync(join(folder, 'a'.repeat(100)), '');
    const listing = ['ls-files', '--others'];
    const maxBytes = 50;
    await expect(git(folder, listing, { maxBytes })).rejects.toMatchObject({ code: 'payload_too_large' });
    const cut = await git(folder, listing, { maxBytes, cut: true });
    expect(cut).toMatchObject({ isCut: true, stdout: { length: maxBytes } });
  });

  it('says that it is not installed', async () => {
    execFileSync('git', ['init', '-q', folder]);
    vi.stubEnv('PATH', folder);
    try {
      await expect(text(folder, 'status')).rejects.toMatchObject({ code: 'not_found' });
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it('tells what it complains of, without what could draw on a terminal', async () => {
    execFileSync('git', ['init', '-q', folder]);
    const failing = text(folder, 'rev-parse', '--verify', '--end-of-options', 'a\x1b[31mb');
    await expect(failing).rejects.toMatchObject({
      exitCode: 128,
      message: expect.not.stringContaining('\x1b'),
    });
  });

  it.runIf(process.geteuid?.() === 0)("says how to trust a repository that is somebody else's", async () => {
    execFileSync('git', ['init', '-q', folder]);
    execFileSync('chown', ['-R', '65534', folder]);
    await expect(text(folder, 'status')).rejects.toMatchObject({
      code: 'forbidden',
      message: expect.stringContaining('safe.directory'),
    });
  });
});
