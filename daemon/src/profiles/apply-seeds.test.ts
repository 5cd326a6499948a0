import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { JsonObject } from '@drover/profiles';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applySeeds } from './apply-seeds.ts';

let base: string;
let home: string;
beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'drover-seeds-')));
  home = join(base, 'home');
  mkdirSync(home);
});
afterEach(() => rmSync(base, { recursive: true, force: true }));

const write = (path: string, text: string) => {
  mkdirSync(dirname(join(base, path)), { recursive: true });
  writeFileSync(join(base, path), text);
};
const read = (path: string) => readFileSync(join(base, path), 'utf8');

const seed = (path: string, add: JsonObject, unlessKey: string | null = null) =>
  applySeeds([{ file: join(home, path), roots: [home], unlessKey, add }]);

describe('a settings file', () => {
  it('that is absent is made, for its owner only, with the folders above it', () => {
    expect(seed('.tool/deep/settings.json', { a: { b: true } })).toEqual([]);
    expect(JSON.parse(read('home/.tool/deep/settings.json'))).toEqual({ a: { b: true } });
    expect(statSync(join(home, '.tool/deep/settings.json')).mode & 0o777).toBe(0o600);
    expect(statSync(join(home, '.tool')).mode & 0o777).toBe(0o700);
  });

  it('keeps every value, long number and comment that it has', () => {
    const text =
      '{\n  // mine\n  "a": 1, "big": 12345678901234567890,\n  "deep": {"list": ["x"], "none": null}\n}\n';
    write('home/x.json', text);
    expect(seed('x.json', { a: 2, deep: { list: ['y'], none: 1, text: { under: 1 }, added: 'z' } })).toEqual(
      [],
    );
    const compact = read('home/x.json').replace(/\s/g, '');
    expect(compact).toBe(
      '{//mine"a":1,"big":12345678901234567890,"deep":{"list":["x"],"none":null,"text":{"under":1},"added":"z"}}',
    );
  });

  it('keeps a value that stands where a mapping was to be', () => {
    write('home/x.json', '{"a":"text"}');
    expect(seed('x.json', { a: { b: true } })).toEqual([]);
    expect(read('home/x.json')).toBe('{"a":"text"}');
  });

  it('is not written when nothing is absent', () => {
    write('home/x.json', '{"a":{"b":false}}');
    const before = statSync(join(home, 'x.json')).ino;
    expect(seed('x.json', { a: { b: true } })).toEqual([]);
    expect(statSync(join(home, 'x.json')).ino).toBe(before);
  });

  it('is left alone when it has the key that says so', () => {
    write('home/x.json', '{"done":false}');
    expect(seed('x.json', { a: 1 }, 'done')).toEqual([]);
    expect(read('home/x.json')).toBe('{"done":false}');
  });

  it('that is empty is filled', () => {
    write('home/x.json', '\n');
    expect(seed('x.json', { a: 1 }, 'done')).toEqual([]);
    expect(JSON.parse(read('home/x.json'))).toEqual({ a: 1 });
  });

  it('takes keys such as "__proto__" as text', () => {
    expect(seed('x.json', JSON.parse('{"__proto__":{"a":1},"/a.b/c~d\\"e":{"x":1}}'))).toEqual([]);
    expect(Object.entries(JSON.parse(read('home/x.json')))).toEqual([
      ['__proto__', { a: 1 }],
      ['/a.b/c~d"e', { x: 1 }],
    ]);
  });

  it.each(['{"a": ', '[]', '"text"', 'name: yaml'])(
    '[B61] that holds %j stays, and is told about',
    (text) => {
      write('home/x.json', text);
      expect(seed('x.json', { b: 1 })).toEqual([
        `${home}/x.json was left as it is: it does not hold a JSON object`,
      ]);
      expect(read('home/x.json')).toBe(text);
    },
  );

  it('leaves no draft behind', () => {
    seed('x.json', { a: 1 });
    seed('x.json', { b: 1 });
    expect(readdirSync(home)).toEqual(['x.json']);
  });
});

describe('a settings path', () => {
  it('[B61] that is a link to a file in the home directory stays a link, and its target is changed', () => {
    write('home/dotfiles/x.json', '{}');
    symlinkSync('dotfiles/x.json', join(home, 'x.json'));
    expect(seed('x.json', { a: 1 })).toEqual([]);
    expect(readlinkSync(join(home, 'x.json'))).toBe('dotfiles/x.json');
    expect(JSON.parse(read('home/dotfiles/x.json'))).toEqual({ a: 1 });
  });

  it('[B61] that is a link out of the home directory is refused', () => {
    write('outside/x.json', '{}');
    symlinkSync('../outside/x.json', join(home, 'x.json'));
    expect(seed('x.json', { a: 1 })).toEqual([
      expect.stringContaining('which is outside of the home directory'),
    ]);
    expect(read('outside/x.json')).toBe('{}');
  });

  it('[B61] below a folder that is a link out of the home directory is refused', () => {
    mkdirSync(join(base, 'outside'));
    symlinkSync('../outside', join(home, '.tool'));
    expect(seed('.tool/new/x.json', { a: 1 })).toEqual([
      expect.stringContaining('outside of the home directory'),
    ]);
    expect(readdirSync(join(base, 'outside'))).toEqual([]);
  });

  it('[B61] that is a link to nowhere is refused', () => {
    symlinkSync('../nowhere.json', join(home, 'x.json'));
    expect(seed('x.json', { a: 1 })).toHaveLength(1);
    expect(existsSync(join(base, 'nowhere.json'))).toBe(false);
  });

  it('[B61] in a folder whose name only begins like the home directory is refused', () => {
    write('home2/x.json', '{}');
    symlinkSync('../home2/x.json', join(home, 'x.json'));
    expect(seed('x.json', { a: 1 })).toHaveLength(1);
    expect(read('home2/x.json')).toBe('{}');
  });

  it('that is a folder is refused', () => {
    mkdirSync(join(home, 'x.json'));
    expect(seed('x.json', { a: 1 })).toEqual([`${home}/x.json was left as it is: it is not a file`]);
  });

  it('does not stop the seeds after it', () => {
    write('home/bad.json', '{');
    const plain = { roots: [home], unlessKey: null, add: { a: 1 } };
    applySeeds([
      { ...plain, file: join(home, 'bad.json') },
      { ...plain, file: join(home, 'good.json') },
    ]);
    expect(JSON.parse(read('home/good.json'))).toEqual({ a: 1 });
  });
});
