import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { Changes } from '@drover/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { headOf } from '../git/index.ts';
import { hostileRepository } from '../testing/hostile-repository.ts';
import { TestRepository } from '../testing/test-repository.ts';
import { takeChanges } from './take-changes.ts';

let repository: TestRepository;
beforeEach(() => {
  repository = new TestRepository();
});
afterEach(() => repository.remove());

const take = (base: string, directory = repository.directory) =>
  takeChanges({ directory, base, options: {} });
const LINES = Array.from({ length: 20 }, (_, line) => `line ${line}\n`).join('');

describe('the changes since a commit', () => {
  it('are those committed, staged, on the disk alone, and new, with what was renamed and what is no text', async () => {
    for (const name of ['kept', 'changed', 'gone', 'old-name', 'committed'])
      repository.write(name, `${name}\n${LINES}`);
    const base = repository.commit('first');
    repository.write('committed', 'anew\n');
    const second = repository.commit('second\n\nwith a body');
    repository.write('changed', `changed\n${LINES}and one more\n`);
    rmSync(join(repository.directory, 'gone'));
    renameSync(join(repository.directory, 'old-name'), join(repository.directory, 'new-name'));
    repository.write('picture', Buffer.from([0, 1, 2, 255]));
    repository.write('deep/new é\tfile', 'one\ntwo\n');
    symlinkSync('/etc/passwd', join(repository.directory, 'link'));
    repository.git('add', 'picture');
    const changes = await take(base, join(repository.directory, 'deep'));
    expect(Changes.parse(changes)).toMatchObject({
      base,
      git: { branch: 'trunk', head: second, changedFiles: 7 },
      commits: [{ id: second, subject: 'second' }],
      truncated: false,
    });
    const told = changes.files.map(({ path, from, kind, additions, deletions }) =>
      [kind, from, path, additions, deletions].join(' '),
    );
    expect(told.sort()).toEqual([
      String.raw`added  deep/new é\x09file 2 0`,
      'added  link 1 0',
      'added  picture  ',
      'deleted  gone 0 21',
      'modified  changed 1 0',
      'modified  committed 1 21',
      'renamed old-name new-name 0 0',
    ]);
    expect(changes.patch).toContain('+and one more\n');
    expect(changes.patch).toContain('+one\n+two\n');
    expect(changes.patch).toContain('rename from old-name\n');
    expect(changes.patch).toContain('Binary files');
    expect(changes.patch).not.toContain('root:'); // where the link leads
  });

  it('are all files when there was no commit yet', async () => {
    const base = (await headOf(repository.directory)) ?? '';
    repository.write('a', 'a\n');
    expect(await take(base)).toMatchObject({
      base: null,
      commits: [],
      files: [{ path: 'a', kind: 'added' }],
    });
    repository.commit('first');
    expect(await take(base)).toMatchObject({
      ...{ base: null, commits: [{ subject: 'first' }], git: { changedFiles: 0 } },
      files: [{ path: 'a', kind: 'added', additions: 1 }],
    });
  });

  it('are told though a file became a folder, and a merge is not done', async () => {
    repository.write('a', 'a\n');
    repository.write('b', 'b\n');
    const base = repository.commit('first');
    repository.git('checkout', '-q', '-b', 'side');
    repository.write('b', 'side\n');
    repository.commit('side');
    repository.git('checkout', '-q', 'trunk');
    repository.write('b', 'trunk\n');
    repository.commit('trunk');
    expect(() => repository.git('merge', 'side')).toThrow();
    rmSync(join(repository.directory, 'a'));
    repository.write('a/inner', 'inner\n');
    const { files } = await take(base);
    expect(files.map(({ kind, path }) => `${kind} ${path}`).sort()).toEqual([
      'added a/inner',
      'deleted a',
      'modified b',
    ]);
  });

  it('pass over what git ignores, other repositories, and pipes', async () => {
    repository.write('.gitignore', 'ignored\n');
    const base = repository.commit('first');
    repository.write('ignored', '');
    execFileSync('git', ['init', '-q', join(repository.directory, 'other')]);
    mkdirSync(join(repository.directory, 'folder'));
    execFileSync('mkfifo', [join(repository.directory, 'folder/pipe')]);
    expect(await take(base)).toMatchObject({ files: [], patch: '', truncated: false });
  });

  it('leave the index and the objects of the repository as they are', async () => {
    repository.write('a', 'a\n');
    const base = repository.commit('first');
    repository.write('a', 'b\n');
    repository.write('new', 'new\n');
    const before = [readFileSync(join(repository.directory, '.git/index')), repository.git('count-objects')];
    expect((await take(base)).files).toHaveLength(2);
    const after = [readFileSync(join(repository.directory, '.git/index')), repository.git('count-objects')];
    expect(after).toEqual(before);
  });

  it('are cut between two files when there is too much', async () => {
    const base = repository.commit('first');
    for (let file = 0; file < 2_100; file++) repository.write(`new-${file}`, 'x\n'.repeat(500));
    const changes = await take(base);
    expect(Changes.parse(changes)).toMatchObject({ truncated: true });
    expect(changes.files).toHaveLength(2_000);
    expect(changes.patch.length).toBeGreaterThan(1_000_000);
    expect(changes.patch.endsWith('+x\n')).toBe(true);
    expect(changes.patch.match(/^diff --git /gm)?.length).toBe(
      changes.patch.match(/^@@ -0,0 \+1,500 @@$/gm)?.length,
    );
  });

  it('fit in a message though each character of them must be escaped', async () => {
    const base = repository.commit('first');
    for (let file = 0; file < 10; file++) repository.write(`new-${file}`, '\x01'.repeat(100_000));
    const changes = await take(base);
    expect(changes).toMatchObject({ truncated: true, files: { length: 10 } });
    expect(changes.patch.length).toBeGreaterThan(200_000);
    expect(Buffer.byteLength(JSON.stringify(changes))).toBeLessThan(2.1 * 1024 * 1024);
  });

  it('cannot be told when that commit is gone', async () => {
    repository.commit('first');
    await expect(take('0123456789'.repeat(4))).rejects.toMatchObject({ code: 'not_found' });
  });
});

it('the changes of a hostile repository are told, and nothing of it is run', async () => {
  const hostile = hostileRepository();
  try {
    const base = hostile.bareGit('rev-parse', 'HEAD~1').trim();
    const { files, patch } = await take(base, hostile.directory);
    expect(files.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['-x.txt', 'untracked.txt', 'submodule']),
    );
    expect(patch).toContain('+more\n');
    expect(hostile.sprung()).toEqual([]);
  } finally {
    hostile.remove();
  }
});
