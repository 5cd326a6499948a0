import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hostileRepository } from '../testing/hostile-repository.ts';
import { contentOf, WorktreeRig } from '../testing/worktree-rig.ts';

let rig: WorktreeRig;
beforeEach(() => {
  rig = new WorktreeRig();
});
afterEach(() => rig.dispose());

describe('a new worktree', () => {
  it('has the files of the project in a folder of the daemon, on a branch named after the task', async () => {
    const sessionId = randomUUID();
    const made = await rig.create({ task: 'Mend the fence: it is broken!', sessionId });
    const path = join(rig.stateDir, 'worktrees', `shop-${sessionId.slice(0, 8)}`);
    expect(made).toMatchObject({
      project: rig.project,
      directory: path,
      worktree: { path, branch: 'mend-the-fence-it-is-broken' },
      prefix: [],
    });
    expect(contentOf(path)).toEqual(contentOf(rig.project));
    expect(rig.gitIn(path, 'status', '--porcelain')).toBe('');
    expect(rig.gitIn(path, 'rev-parse', '--abbrev-ref', 'HEAD')).toBe('mend-the-fence-it-is-broken');
  });

  it('of two with the same task has a number, and one without a task has its session as its name', async () => {
    const made = await Promise.all([rig.create({ task: 'Mend' }), rig.create({ task: 'Mend' })]);
    expect(made.map(({ worktree }) => worktree?.branch).sort()).toEqual(['mend', 'mend-2']);
    const sessionId = randomUUID();
    const { worktree } = await rig.create({ sessionId });
    expect(worktree?.branch).toBe(`drover/${sessionId.slice(0, 8)}`);
  });

  it('has a name also where a branch stands in its way', async () => {
    rig.git('branch', 'drover');
    rig.git('branch', 'mend/this');
    const sessionId = randomUUID();
    expect((await rig.create({ sessionId })).worktree?.branch).toBe(`drover-${sessionId.slice(0, 8)}`);
    expect((await rig.create({ task: 'mend' })).worktree?.branch).toBe('mend-2');
  });

  it('begins from any branch, tag or commit, and follows none of them', async () => {
    const first = rig.git('rev-parse', 'HEAD');
    rig.git('tag', 'v1');
    rig.write('README', 'second\n');
    rig.commit('Second');
    rig.git('update-ref', 'refs/remotes/origin/main', 'HEAD');
    for (const [base, commit] of [
      ['v1', first],
      [first.slice(0, 12), first],
      ['main', rig.git('rev-parse', 'main')],
      ['origin/main', rig.git('rev-parse', 'main')],
    ]) {
      const path = await rig.add({ base: base ?? null });
      expect(rig.gitIn(path, 'rev-parse', 'HEAD')).toBe(commit);
      expect(() => rig.gitIn(path, 'rev-parse', '@{upstream}')).toThrow('no upstream');
    }
  });

  it.each(['absent', 'main:README', '--output=/tmp/x', 'ext::sh -c id', 'HEAD^{tree}'])(
    '[B15] refuses the base %s',
    async (base) => {
      await expect(rig.create({ base })).rejects.toMatchObject({ code: 'invalid_base' });
      expect(rig.folders).toEqual([]);
    },
  );

  it.each([
    '-x',
    '--upload-pack=x',
    'a..b',
    'x.lock',
    '@{-1}',
    'a b',
    'HEAD',
    'a'.repeat(300),
    'f'.repeat(40),
  ])('[B14] refuses the branch %s', async (branch) => {
    await expect(rig.create({ branch })).rejects.toMatchObject({ code: 'invalid_branch' });
    expect(rig.branches).toEqual(['main']);
  });

  it.each(['main', 'main/below', 'over'])('[B14] takes no branch that is there: %s', async (branch) => {
    rig.git('branch', 'over/there');
    await expect(rig.create({ branch })).rejects.toMatchObject({ code: 'branch_taken' });
    expect(rig.folders).toEqual([]);
  });

  it('begins where a detached head is, and needs a commit to begin from', async () => {
    rig.git('checkout', '--quiet', '--detach');
    expect(rig.gitIn(await rig.add(), 'rev-parse', 'HEAD')).toBe(rig.git('rev-parse', 'HEAD'));
    const project = join(rig.root, 'empty');
    rig.gitIn(rig.root, 'init', '--quiet', project);
    await expect(rig.create({ project })).rejects.toThrow('has no commit yet');
    const plain = join(rig.root, 'plain');
    mkdirSync(plain);
    await expect(rig.create({ project: plain })).rejects.toMatchObject({ code: 'not_a_repository' });
  });

  it('of a folder within a repository is that folder, unless its commit lacks it or leads out', async () => {
    const project = join(rig.project, 'src');
    const { directory, worktree } = await rig.create({ project });
    expect(directory).toBe(join(worktree?.path ?? '', 'src'));
    rig.git('checkout', '--quiet', '-b', 'evil');
    rig.git('rm', '-rq', 'src');
    symlinkSync('/etc', join(rig.project, 'src'));
    rig.commit('Lead out');
    rig.git('checkout', '--quiet', 'main');
    await expect(rig.create({ project, base: 'evil', branch: 'b' })).rejects.toMatchObject({
      code: 'worktree_failed',
    });
    expect(rig.branches).not.toContain('b');
    expect(rig.folders).toEqual([basename(worktree?.path ?? ''), `${basename(worktree?.path ?? '')}.json`]);
  });

  it('can be made of a worktree, and of a repository whose own folder is bare', async () => {
    const inner = await rig.add({ branch: 'one' });
    rig.write('README', 'one\n', inner);
    rig.commit('One', inner);
    expect(readFileSync(join(await rig.add({ project: inner }), 'README'), 'utf8')).toBe('one\n');
    const layout = join(rig.root, 'layout');
    mkdirSync(layout);
    rig.gitIn(rig.root, 'clone', '--quiet', '--bare', rig.project, join(layout, '.bare'));
    writeFileSync(join(layout, '.git'), 'gitdir: ./.bare\n');
    const path = await rig.add({ project: layout, branch: 'bared' });
    expect(readFileSync(join(path, 'README'), 'utf8')).toBe('hello\n');
    rig.write('more', 'x', path);
    const { rescue } = await rig.remove(path, { kind: 'save' });
    expect(rescue).toMatchObject({ project: layout, branch: 'bared' });
    await rig.worktrees.restore({ project: layout, ref: rescue?.ref ?? '' });
    expect(readFileSync(join(path, 'more'), 'utf8')).toBe('x');
  });

  it('is as sparse as the checkout that it is made from', async () => {
    rig.git('sparse-checkout', 'set', '--no-cone', '/README');
    const path = await rig.add();
    expect(Object.keys(contentOf(path))).toEqual(['README']);
    await rig.remove(path);
    expect(rig.folders).toEqual([]);
  });

  it('is taken away again when its session cannot be started, but not with anything in it', async () => {
    const { undo } = await rig.create({ branch: 'one' });
    await undo();
    expect([rig.folders, rig.branches]).toEqual([[], ['main']]);
    const other = await rig.create({ branch: 'two' });
    rig.write('precious', 'x', other.directory);
    await other.undo();
    expect(readFileSync(join(other.directory, 'precious'), 'utf8')).toBe('x');
    expect(rig.branches).toEqual(['main', 'two']);
  });

  it('runs nothing that a hostile repository names', async () => {
    const hostile = hostileRepository();
    try {
      const path = await rig.add({ project: hostile.directory, branch: 'b' });
      rig.write('clean.txt', 'changed\n', path);
      rig.write('new.txt', 'new\n', path);
      await rig.worktrees.list();
      await expect(rig.remove(path)).rejects.toMatchObject({ code: 'worktree_at_risk' });
      const { rescue } = await rig.remove(path, { kind: 'save' });
      await rig.worktrees.restore({ project: hostile.directory, ref: rescue?.ref ?? '' });
      expect(readFileSync(join(path, 'clean.txt'), 'utf8')).toBe('changed\n');
      expect(hostile.sprung()).toEqual([]);
    } finally {
      hostile.remove();
    }
  });
});

describe('a worktree that is there', () => {
  it('is used by its path, also through a link, and in the same folder', async () => {
    const path = await rig.add();
    const project = join(rig.project, 'src');
    const link = join(rig.root, 'link');
    symlinkSync(path, link);
    const used = await rig.worktrees.use(project, link, randomUUID());
    expect(used).toMatchObject({ project, directory: join(path, 'src'), worktree: { path } });
  });

  it('must be of this project, and below the roots or of Drover', async () => {
    const by = join(rig.root, 'by-hand');
    rig.git('worktree', 'add', '--quiet', by);
    const outside = join(rig.stateDir, 'outside');
    rig.git('worktree', 'add', '--quiet', outside);
    const use = (path: string) => rig.worktrees.use(rig.project, path, randomUUID());
    expect((await use(by)).worktree).toEqual({ path: by, branch: 'by-hand' });
    for (const path of [outside, rig.project, '/etc', join(rig.root, 'absent')]) {
      await expect(use(path), basename(path)).rejects.toMatchObject({ code: 'not_found' });
    }
    rmSync(by, { recursive: true });
    await expect(use(by)).rejects.toMatchObject({ code: 'not_found' });
  });
});
