import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPatch, rowCount, rowsOf } from './patch.ts';

const folder = mkdtempSync(join(tmpdir(), 'drover-patch-'));
afterAll(() => rmSync(folder, { recursive: true }));

const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
const file = (name: string) => join(folder, name);

/** What a real git says of all kinds of changes. */
let patch = '';
beforeAll(() => {
  git('init', '--quiet', '.');
  for (const name of ['plain.txt', 'has space.txt', 'ü "quoted"\t.txt', 'gone.txt'])
    writeFileSync(file(name), 'one\ntwo\nthree\n');
  writeFileSync(file('old.txt'), 'moved\n'.repeat(20));
  writeFileSync(file('picture.bin'), Buffer.from([0, 1, 2, 3]));
  writeFileSync(file('script'), 'echo\n');
  git('add', '.');
  git('-c', 'user.name=ada', '-c', 'user.email=ada@example.org', 'commit', '--quiet', '-m', 'begin');
  writeFileSync(file('plain.txt'), 'one\nTWO\nthree');
  writeFileSync(file('has space.txt'), '--- a/evil\n+++ b/evil\n-- a\n');
  appendFileSync(file('ü "quoted"\t.txt'), 'Binary files a and b differ\n');
  rmSync(file('gone.txt'));
  renameSync(file('old.txt'), file('new.txt'));
  writeFileSync(file('picture.bin'), Buffer.from([0, 9]));
  chmodSync(file('script'), 0o755);
  writeFileSync(file('empty'), '');
  git('add', '--all');
  patch = git('diff', 'HEAD');
});

describe('a patch of git', () => {
  test('is told by file, whatever they are called', () => {
    expect([...readPatch(patch).keys()].sort()).toEqual(
      [
        'empty',
        'gone.txt',
        'has space.txt',
        'new.txt',
        'picture.bin',
        'plain.txt',
        'script',
        'ü "quoted"\t.txt',
      ].sort(),
    );
  });

  test('has numbered lines, and says where no newline ends a file', () => {
    const plain = readPatch(patch).get('plain.txt');
    expect(plain && rowsOf(plain)).toEqual([
      { kind: 'hunk', text: '@@ -1,3 +1,3 @@' },
      { kind: 'kept', old: 1, new: 1, text: 'one' },
      { kind: 'removed', old: 2, new: null, text: 'two' },
      { kind: 'removed', old: 3, new: null, text: 'three' },
      { kind: 'added', old: null, new: 2, text: 'TWO' },
      { kind: 'added', old: null, new: 3, text: 'three' },
      { kind: 'note', text: 'No newline at end of file' },
    ]);
    expect(plain && rowCount(plain)).toBe(7);
  });

  test('is not fooled by lines that look like its own', () => {
    const spaced = readPatch(patch).get('has space.txt');
    const added = spaced && rowsOf(spaced).filter(({ kind }) => kind === 'added');
    expect(added?.map(({ text }) => text)).toEqual(['--- a/evil', '+++ b/evil', '-- a']);
    expect(readPatch(patch).get('ü "quoted"\t.txt')?.binary).toBe(false);
  });

  test.each(['picture.bin', 'new.txt', 'script', 'empty'])('has no lines of %s', (name) => {
    expect(readPatch(patch).get(name)?.hunks).toEqual([]);
    expect(readPatch(patch).get(name)?.binary).toBe(name === 'picture.bin');
  });
});

describe('a patch that was cut off', () => {
  const two = [1, 50].map((at) => `@@ -${at},2 +${at},2 @@\n same\n-old\n+new\n`);
  const whole = `diff --git a/f b/f\n--- a/f\n+++ b/f\n${two.join('')}`;

  test('is read as far as its hunks are whole', () => {
    const read = readPatch(whole.slice(0, -4)).get('f');
    expect(read).toMatchObject({ cut: true });
    expect(read?.hunks).toHaveLength(1);
    expect(readPatch(whole).get('f')).toMatchObject({ cut: false });
  });

  test('is no fault, wherever that was', () => {
    for (let length = 0; length < whole.length; length++) {
      const files = [...readPatch(whole.slice(0, length)).entries()];
      expect(files.every(([path, { hunks }]) => path === 'f' && hunks.length < 2)).toBe(true);
    }
  });
});

test('no patch is no file', () => expect(readPatch('').size).toBe(0));
