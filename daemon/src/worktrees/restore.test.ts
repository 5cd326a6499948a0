import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { contentOf, WorktreeRig } from '../testing/worktree-rig.ts';
import { expectWhole } from './save.ts';

/** As the command `drover` runs it. */
const QUIET = '--disable-warning=ExperimentalWarning';
const MAIN = join(import.meta.dirname, 'main.ts');

let rig: WorktreeRig;
let path: string;
beforeEach(async () => {
  rig = new WorktreeRig();
  for (const name of ['renamed', 'deleted', 'gone', 'moded', 'folder/inner', 'becomes-folder', 'cached']) {
    rig.write(name, `${name}\n`.repeat(20));
  }
  symlinkSync('README', join(rig.project, 'linked'));
  rig.write('crlf.txt', 'one\r\ntwo\nthree\r\n');
  rig.write('.gitattributes', '*.txt text\n');
  rig.commit('More');
  path = await rig.add({ branch: 'mend' });
});
afterEach(() => rig.dispose());

/** All that git and the disk can tell of a worktree. */
const stateOf = (folder: string) => ({
  content: contentOf(folder),
  status: rig.gitIn(folder, 'status', '--porcelain=v2', '--branch', '--ignored', '--untracked-files=all'),
  index: rig.gitIn(folder, 'ls-files', '--stage'),
  staged: rig.gitIn(folder, 'diff', '--cached', '--binary'),
  unstaged: rig.gitIn(folder, 'diff', '--binary'),
  head: rig.gitIn(folder, 'rev-parse', 'HEAD'),
});

async function saved(): Promise<string> {
  const { rescue } = await rig.remove(path, { kind: 'save' });
  expect(existsSync(path)).toBe(false);
  return rescue?.ref ?? '';
}

const restore = (ref: string) => rig.worktrees.restore({ project: rig.project, ref });

it('a worktree that was saved comes back as it was: index, files, permissions, links, and its commits', async () => {
  rig.write('committed', 'x', path);
  rig.commit('Own', path);
  rig.write('README', 'staged\n', path);
  rig.gitIn(path, 'add', 'README');
  rig.write('README', 'staged, and changed again\n', path);
  rig.write('crlf.txt', 'mixed\r\nlines\n\r\n', path);
  rig.gitIn(path, 'mv', 'renamed', 'renamed-so');
  rig.gitIn(path, 'rm', '-q', 'deleted');
  rig.gitIn(path, 'rm', '-q', '--cached', 'cached');
  rmSync(join(path, 'gone'));
  chmodSync(join(path, 'moded'), 0o755);
  rmSync(join(path, 'linked'));
  writeFileSync(join(path, 'linked'), 'a file by now');
  rmSync(join(path, 'folder'), { recursive: true });
  symlinkSync('/etc', join(path, 'folder'));
  rmSync(join(path, 'becomes-folder'));
  rig.write('becomes-folder/deep/er', 'x', path);
  rig.write('binary', Buffer.from([0, 255, 13, 10, 0, 1]), path);
  rig.write('empty', '', path);
  rig.write('staged-then-gone', 'x', path);
  rig.gitIn(path, 'add', 'staged-then-gone');
  rmSync(join(path, 'staged-then-gone'));
  rig.write('intended', 'x', path);
  rig.gitIn(path, 'add', '--intent-to-add', 'intended');
  rig.write('odd \n"name\\ é\t*', 'x', path);
  writeFileSync(Buffer.concat([Buffer.from(`${path}/`), Buffer.from([0x66, 0xff])]), 'no text');
  symlinkSync('nowhere', join(path, 'dangling'));
  rig.write('.env', 'SECRET=1', path);
  chmodSync(join(path, '.env'), 0o600);
  const before = stateOf(path);

  const ref = await saved();
  expect(rig.branches).toEqual(['main']);
  rig.git('gc', '--quiet', '--prune=now');
  const { rescues } = await rig.worktrees.list();
  expect(rescues).toEqual([expect.objectContaining({ project: rig.project, ref, branch: 'mend' })]);
  expect(ref).toMatch(/^refs\/drover\/rescue\/\d{4}-\d\d-\d\d-\d{6}-mend$/);

  expect(await restore(ref)).toEqual({ path, branch: 'mend' });
  expect(stateOf(path)).toEqual(before);
  expect(lstatSync(join(path, '.env')).mode & 0o777).toBe(0o600);
  expect(readFileSync(Buffer.concat([Buffer.from(`${path}/`), Buffer.from([0x66, 0xff])]), 'utf8')).toBe(
    'no text',
  );
  expect((await rig.worktrees.list()).rescues).toEqual([]);
  await expect(restore(ref)).rejects.toMatchObject({ code: 'not_found' });
});

it('a merge with conflicts comes back with them, and can be finished', async () => {
  rig.write('README', 'ours\n', path);
  rig.write('deleted', 'changed here\n', path);
  rig.commit('Ours', path);
  rig.write('README', 'theirs\n');
  rig.git('rm', '-q', 'deleted');
  rig.commit('Theirs');
  expect(() => rig.gitIn(path, 'merge', 'main')).toThrow();
  const before = stateOf(path);
  expect(before.index).toMatch(/ 1\tREADME\n.* 2\tREADME\n.* 3\tREADME/);
  await restore(await saved());
  expect(stateOf(path)).toEqual(before);
  rig.write('README', 'both\n', path);
  rig.commit('Merged', path);
  expect(rig.gitIn(path, 'rev-list', '--parents', '-1', 'HEAD').split(' ')).toHaveLength(3);
});

it('what a merge has put aside comes back with it', async () => {
  rig.write('README', 'ours\n', path);
  rig.commit('Ours', path);
  rig.write('README', 'theirs\n');
  rig.commit('Theirs');
  rig.write('moded', 'not committed yet\n', path);
  expect(() => rig.gitIn(path, 'merge', '--autostash', 'main')).toThrow();
  const ref = await saved();
  rig.git('gc', '--quiet', '--prune=now');
  await restore(ref);
  rig.gitIn(path, 'merge', '--abort');
  expect(readFileSync(join(path, 'moded'), 'utf8')).toBe('not committed yet\n');
});

it('what is saved has all that it consists of', async () => {
  rig.write('new', 'what nothing else has', path);
  const ref = await saved();
  const commit = rig.git('rev-parse', ref);
  const known = [rig.git('rev-parse', 'main')];
  await expectWhole(rig.project, { commit }, known);
  const blob = rig.git('rev-parse', `${ref}:new`);
  rmSync(join(rig.project, '.git/objects', blob.slice(0, 2), blob.slice(2)));
  await expect(expectWhole(rig.project, { commit }, known)).rejects.toThrow('missing blob');
});

it('commits alone are saved, and a detached head comes back as one', async () => {
  rig.gitIn(path, 'checkout', '--quiet', '--detach');
  rig.write('a', 'a', path);
  rig.commit('A', path);
  const before = stateOf(path);
  expect(await restore(await saved())).toEqual({ path, branch: null });
  expect(stateOf(path)).toEqual(before);
});

it('submodules keep a worktree while they hold what no remote has, and are empty when it is restored', async () => {
  const library = join(rig.root, 'library');
  rig.gitIn(rig.root, 'init', '--quiet', '--initial-branch=main', library);
  rig.write('lib', '1', library);
  rig.commit('One', library);
  rig.gitIn(path, 'submodule', '--quiet', 'add', library, 'lib');
  rig.commit('Use it', path);
  rig.write('lib', '2', library);
  rig.commit('Two', library);
  const refusal = () => rig.remove(path, { kind: 'save' }).catch((error: Error) => error.message);
  rig.write('lib/lib', 'dirty', path);
  expect(await refusal()).toContain('other repositories in it (lib)');
  rig.commit('Own', join(path, 'lib'));
  rig.gitIn(path, 'add', 'lib');
  expect(await refusal()).toContain('other repositories in it (lib)');
  rig.gitIn(join(path, 'lib'), 'fetch', '--quiet');
  rig.gitIn(join(path, 'lib'), 'reset', '--quiet', '--hard', 'origin/main');
  expect(await refusal()).toContain('other repositories in it (lib)'); // the index names another commit
  rig.gitIn(path, 'add', 'lib');
  rig.write('README', 'changed', path);
  const staged = rig.gitIn(path, 'diff', '--cached');
  expect(staged).toContain('Subproject commit');
  await restore(await saved());
  expect(rig.gitIn(path, 'diff', '--cached')).toBe(staged);
  expect(readFileSync(join(path, 'README'), 'utf8')).toBe('changed');
});

it('another branch of that name is left alone', async () => {
  rig.write('a', 'a', path);
  const ref = await saved();
  rig.write('b', 'b');
  rig.commit('Went on');
  rig.git('branch', 'mend');
  const tip = rig.git('rev-parse', 'mend');
  expect(await restore(ref)).toEqual({ path, branch: 'mend-2' });
  expect(rig.git('rev-parse', 'mend')).toBe(tip);
});

it('a folder that is taken by then is left alone', async () => {
  rig.write('a', 'a', path);
  const ref = await saved();
  mkdirSync(path);
  const restored = await restore(ref);
  expect(restored.path).not.toBe(path);
  expect(contentOf(restored.path)).toHaveProperty('a');
});

it('what cannot come back whole stays saved, and leaves nothing behind', async () => {
  rig.write('a', 'precious', path);
  const ref = await saved();
  const blob = execFileSync('git', ['hash-object', '--stdin'], { input: 'precious' }).toString().trim();
  const object = join(rig.project, '.git/objects', blob.slice(0, 2), blob.slice(2));
  renameSync(object, `${object}.away`);
  await expect(restore(ref)).rejects.toThrow();
  expect([rig.folders, rig.branches]).toEqual([[], ['main']]);
  renameSync(`${object}.away`, object);
  await restore(ref);
  expect(readFileSync(join(path, 'a'), 'utf8')).toBe('precious');
});

it('one line of git brings the files back too', async () => {
  rig.write('README', 'changed', path);
  rig.write('a', 'a', path);
  const before = contentOf(path);
  const ref = await saved();
  const again = join(rig.root, 'again');
  rig.git('worktree', 'add', '--quiet', '--detach', again, ref);
  expect(contentOf(again)).toEqual(before);
});

it('drover worktree lists what was saved and brings it back, without a daemon', async () => {
  rig.write('a', 'a', path);
  const before = stateOf(path);
  const ref = await saved();
  const cwd = join(rig.project, 'folder');
  const drover = (...args: string[]) =>
    spawnSync(process.execPath, [QUIET, MAIN, ...args, '--state-dir', rig.stateDir], {
      cwd,
      encoding: 'utf8',
    });
  expect(drover('list').stdout).toContain(`${ref}\n  of ${rig.project}, saved 20`);
  expect(drover('restore', ref).stdout).toBe(`${path}\n  mend\n`);
  expect(stateOf(path)).toEqual(before);
  expect(drover('list').stdout).toContain(`${path}\n  of ${rig.project}, mend; changed files: 1`);
  expect(drover('restore', ref)).toMatchObject({
    status: 1,
    stderr: 'There is no such saved worktree in this project.\n',
  });
  expect(drover('restore').status).toBe(64);
});

it('refs of that name which Drover has not written are no rescues', async () => {
  rig.git('update-ref', 'refs/drover/rescue/evil', 'HEAD');
  expect((await rig.worktrees.list()).rescues).toEqual([]);
  await expect(restore('refs/drover/rescue/evil')).rejects.toMatchObject({ code: 'not_found' });
});

it.each([
  ['beside it', '../victim'],
  ['behind a link', 'way-out'],
])('a forged note changes no permissions of a file %s', async (_, name) => {
  const victim = join(path, '../victim');
  writeFileSync(victim, 'secret', { mode: 0o600 });
  symlinkSync(victim, join(path, 'way-out'));
  const ref = await saved();
  const [subject, body = ''] = rig.git('log', '-1', '--format=%B', ref).split('\n\n');
  const note = JSON.stringify({ ...JSON.parse(body), modes: { [name]: 0o777 } });
  const parents = rig.git('log', '-1', '--format=%P', ref).split(' ');
  const forged = rig.git(
    ...['commit-tree', `${ref}^{tree}`, '-m', `${subject}\n\n${note}`],
    ...parents.flatMap((parent) => ['-p', parent]),
  );
  rig.git('update-ref', ref, forged);
  await expect(restore(ref)).rejects.toMatchObject({ code: 'worktree_failed' });
  expect(lstatSync(victim).mode & 0o777).toBe(0o600);
});
