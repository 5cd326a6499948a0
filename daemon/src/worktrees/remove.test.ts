import { randomUUID } from 'node:crypto';
import { existsSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WorktreeRig } from '../testing/worktree-rig.ts';

let rig: WorktreeRig;
let path: string;
beforeEach(async () => {
  rig = new WorktreeRig();
  path = await rig.add({ branch: 'mend' });
});
afterEach(() => rig.dispose());

const rescues = async () => (await rig.worktrees.list()).rescues;

/** What keeps it from being removed although nothing was asked to be discarded, in words. */
const risk = (how: 'if_clean' | 'save' = 'if_clean'): Promise<string> =>
  rig.remove(path, { kind: how }).then(
    () => 'removed',
    (error) => `${error.code}: ${error.message}`,
  );

describe('a worktree with nothing of its own', () => {
  it('is removed with its branch and all that git knows of it', async () => {
    rig.write('node_modules/a/index.js', 'made again', path);
    expect(await rig.remove(path)).toEqual({ rescue: null });
    expect(existsSync(path)).toBe(false);
    expect(rig.branches).toEqual(['main']);
    expect(rig.git('worktree', 'list').split('\n')).toHaveLength(1);
    expect(rig.folders).toEqual([]);
    expect(await rig.remove(path)).toEqual({ rescue: null });
  });

  it('leaves nothing to be saved', async () => {
    expect(await rig.remove(path, { kind: 'save' })).toEqual({ rescue: null });
    expect(await rescues()).toEqual([]);
  });

  it('may have commits that another branch, a tag or a remote has', async () => {
    rig.write('a', 'a', path);
    rig.commit('A', path);
    rig.git('update-ref', 'refs/remotes/origin/mend', 'refs/heads/mend');
    await rig.remove(path);
    expect(rig.branches).toEqual(['main']);
  });

  it('keeps a branch that it did not bring along', async () => {
    rig.gitIn(path, 'checkout', '--quiet', '-b', 'other');
    rig.write('a', 'a', path);
    rig.commit('A', path);
    await rig.remove(path);
    expect(rig.branches).toEqual(['main', 'mend', 'other']);
  });

  it('may have been removed by hand; its branch goes too unless it has commits of its own', async () => {
    const other = await rig.add({ branch: 'other' });
    rig.write('a', 'a', other);
    rig.commit('A', other);
    for (const folder of [path, other]) {
      rmSync(folder, { recursive: true });
      expect(await rig.find(folder)).toMatchObject({ git: null, ours: true });
      expect(await rig.remove(folder)).toEqual({ rescue: null });
    }
    expect(rig.branches).toEqual(['main', 'other']);
    expect(rig.folders).toEqual([]);
  });
});

describe('[F69] a worktree is not removed', () => {
  it('with changes, staged or not, new files, and commits that nothing else has', async () => {
    rig.write('a', 'a', path);
    rig.commit('A', path);
    rig.write('README', 'changed', path);
    rig.write('staged', 'x', path);
    rig.gitIn(path, 'add', 'staged');
    rig.write('notes/new\u001b.md', 'x', path);
    expect(await risk()).toBe(
      'worktree_at_risk: This worktree has 2 changed files (README, staged); 1 new file (notes/new\\x1b.md); ' +
        '1 commit that nothing else has. Save its state first, or discard all of it by typing its branch.',
    );
    expect(existsSync(path)).toBe(true);
  });

  it('with commits of a detached head', async () => {
    rig.gitIn(path, 'checkout', '--quiet', '--detach');
    rig.write('a', 'a', path);
    rig.commit('A', path);
    expect(await risk()).toContain('1 commit that nothing else has');
  });

  it('with ignored files, unless the checkout has the very same', async () => {
    rig.write('.env', 'KEY=1');
    rig.write('.env', 'KEY=1', path);
    rig.write('a.local', 'x', path);
    rig.write('deep/b.local', 'x', path);
    expect(await risk()).toContain('has 2 ignored files (a.local, deep/b.local).');
    rig.write('.env', 'KEY=2', path);
    expect(await risk()).toContain('has 3 ignored files (.env, a.local, deep/b.local).');
    rig.write('README', 'changed', path);
    const counts = { ignoredFiles: 3 };
    expect(await rig.find(path)).toMatchObject({ ...counts, git: { changedFiles: 1 } });
    expect((await rig.remove(path, { kind: 'save' })).rescue).toMatchObject({ ...counts, changedFiles: 1 });
  });

  it('with changes that git was told not to see', async () => {
    rig.write('README', 'hidden', path);
    rig.gitIn(path, 'update-index', '--assume-unchanged', 'README');
    rig.gitIn(path, 'update-index', '--skip-worktree', 'src/shop.ts');
    expect(await risk()).toContain('has 1 changed file (README).');
  });

  it('with a lock, a rebase, or other repositories in it: not even saved', async () => {
    rig.git('worktree', 'lock', path, '--reason', 'mine');
    expect(await risk('save')).toContain('has a lock that somebody put on it');
    rig.git('worktree', 'unlock', path);
    rig.write('README', 'one\n', path);
    rig.commit('One', path);
    rig.write('README', 'two\n');
    rig.commit('Two');
    expect(() => rig.gitIn(path, 'rebase', 'main')).toThrow();
    expect(await risk('save')).toContain('has a rebase, which is not finished');
    rig.gitIn(path, 'rebase', '--abort');
    rig.gitIn(path, 'init', '--quiet', 'inner');
    rig.write('inner/a', 'a', path);
    rig.commit('Inner', join(path, 'inner'));
    expect(await risk('save')).toContain('has other repositories in it (inner/)');
    rig.gitIn(path, 'add', 'inner');
    rig.gitIn(path, 'commit', '--quiet', '-m', 'As a link');
    expect(await risk('save')).toContain('has other repositories in it (inner)');
    expect(existsSync(path)).toBe(true);
  });

  it('with another repository in a folder of its own files', async () => {
    rig.gitIn(join(path, 'src'), 'init', '--quiet');
    expect(await risk('save')).toContain('has other repositories in it (src/)');
  });

  it('with ignored files that are named like the folders that tools fill', async () => {
    rig.write('.gitignore', 'out\nbuild\nnode_modules\n', path);
    rig.commit('Ignore', path);
    rig.write('out', 'what a program told', path);
    rig.write('build/made', 'x', path);
    symlinkSync('/tmp', join(path, 'node_modules'));
    expect(await risk()).toContain('has 1 commit that nothing else has; 1 ignored file (out).');
  });

  it('when it is no checkout any more, even where another repository around it ignores all', async () => {
    rig.gitIn(rig.stateDir, 'init', '--quiet', '--initial-branch=dots');
    rig.write('.gitignore', '*', rig.stateDir);
    rig.gitIn(rig.stateDir, 'commit', '--quiet', '--allow-empty', '-m', 'Dots');
    rig.write('README', 'changed', path);
    rmSync(join(path, '.git'));
    for (const how of ['if_clean', 'save'] as const) {
      expect(await risk(how)).toContain('has files, but no repository any more');
    }
    expect(existsSync(join(path, 'README'))).toBe(true);
    await rig.remove(path, { kind: 'discard', typed: 'mend' });
    expect(existsSync(path)).toBe(false);
  });

  it('when something is still written while it is saved, or a session began meanwhile', async () => {
    rig.write('notes', '', path);
    const writing = setInterval(() => rig.write('notes', String(performance.now()), path), 1);
    expect(await risk('save')).toContain('Something changes files in this worktree');
    clearInterval(writing);
    expect(await rescues()).toEqual([]);
    const removed = risk('save');
    rig.running.push({ sessionId: randomUUID(), directory: path });
    expect(await removed).toContain('worktree_in_use');
    expect(existsSync(join(path, 'notes'))).toBe(true);
  });

  it('with ignored files that are too large to be saved', async () => {
    rig.write('huge.local', Buffer.alloc(17 * 1024 * 1024), path);
    expect(await risk('save')).toContain('ignored files that are too large, or too many, to be saved');
  });

  it('while a session runs in it or below it, or is being started', async () => {
    const sessionId = randomUUID();
    rig.running.push({ sessionId, directory: join(path, 'src') });
    for (const how of [{ kind: 'save' }, { kind: 'discard', typed: 'mend' }] as const) {
      await expect(rig.remove(path, how)).rejects.toMatchObject({ code: 'worktree_in_use' });
    }
    expect(await rig.find(path)).toMatchObject({ usedBy: [sessionId] });
    rig.running.length = 0;
    rig.running.push({ sessionId, directory: `${path}-other` });
    const starting = randomUUID();
    rig.starting.add(starting);
    await rig.worktrees.use(rig.project, path, starting);
    expect(await risk()).toContain('worktree_in_use');
    rig.starting.clear();
    expect(await risk()).toBe('removed');
  });

  it('when Drover has not made it', async () => {
    const by = join(rig.root, 'by-hand');
    rig.git('worktree', 'add', '--quiet', by);
    const link = join(rig.stateDir, 'worktrees', 'link');
    symlinkSync(by, link);
    for (const other of [by, link, rig.project, '/etc', join(path, '..'), join(path, 'src')]) {
      await expect(rig.remove(other), other).rejects.toMatchObject({ code: 'forbidden' });
    }
    expect(existsSync(by)).toBe(true);
  });
});

describe('a worktree whose branch is typed', () => {
  it('goes with all that is in it, whatever keeps it otherwise', async () => {
    rig.write('README', 'changed', path);
    rig.write('a', 'a', path);
    rig.commit('A', path);
    rig.gitIn(path, 'init', '--quiet', 'inner');
    rig.git('worktree', 'lock', path);
    for (const typed of ['', 'men', 'main', basename(path)]) {
      await expect(rig.remove(path, { kind: 'discard', typed })).rejects.toMatchObject({
        code: 'worktree_at_risk',
      });
    }
    expect(await rig.remove(path, { kind: 'discard', typed: 'mend' })).toEqual({ rescue: null });
    expect([existsSync(path), rig.branches]).toEqual([false, ['main']]);
  });

  it('is called by its folder when it has no branch', async () => {
    rig.gitIn(path, 'checkout', '--quiet', '--detach');
    rig.write('README', 'changed', path);
    await rig.remove(path, { kind: 'discard', typed: basename(path) });
    expect([existsSync(path), rig.branches]).toEqual([false, ['main', 'mend']]);
  });

  it('may be of a repository that is gone', async () => {
    renameSync(rig.project, join(rig.root, 'moved'));
    expect(await rig.find(path)).toMatchObject({ git: null, branch: 'mend', ours: true });
    expect(await risk()).toContain('no repository any more');
    expect(await risk('save')).toContain('no repository any more');
    await rig.remove(path, { kind: 'discard', typed: 'mend' });
    expect(existsSync(path)).toBe(false);
  });
});

it('the list has what was made by hand below the roots, and tells what keeps it', async () => {
  const by = join(rig.root, 'by-hand');
  rig.git('worktree', 'add', '--quiet', by);
  rig.git('worktree', 'lock', by, '--reason', 'on a stick');
  rig.git('worktree', 'add', '--quiet', join(rig.stateDir, 'outside'));
  rig.write('a', 'a', by);
  rig.commit('A', by);
  writeFileSync(join(by, 'b'), 'b');
  const { worktrees, truncated } = await rig.worktrees.list();
  expect(truncated).toBe(false);
  expect(worktrees.map((worktree) => worktree.path).sort()).toEqual([by, path].sort());
  expect(await rig.find(by)).toMatchObject({
    ...{ project: rig.project, branch: 'by-hand', ours: false, unmerged: 1, locked: 'on a stick' },
    git: { changedFiles: 1 },
    usedBy: [],
  });
  await expect.poll(async () => (await rig.find(by))?.bytes).toBeGreaterThan(0);
});
