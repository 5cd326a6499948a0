import { describe, expect, it } from 'vitest';
import { decidedBy, type Layer, merge } from './layers.ts';

describe('a file laid over another', () => {
  it.each([
    ['adds to mappings', { a: { b: 1 } }, { a: { c: 2 } }, { a: { b: 1, c: 2 } }],
    ['replaces scalars', { a: 1 }, { a: 'x' }, { a: 'x' }],
    ['replaces lists', { a: [1, 2] }, { a: [3] }, { a: [3] }],
    ['replaces a mapping by a list', { a: { b: 1 } }, { a: [] }, { a: [] }],
    ['replaces a list by a mapping', { a: [1] }, { a: { b: 1 } }, { a: { b: 1 } }],
    ['takes away by null', { a: 1, b: { c: 1, d: 2 } }, { a: null, b: { c: null } }, { b: { d: 2 } }],
    ['leaves null inside lists', { a: 1 }, { a: [null] }, { a: [null] }],
    ['has no null of its own', {}, { a: { b: null, c: 1 } }, { a: { c: 1 } }],
    ['keeps the order', { a: 1, b: 2 }, { c: 3, a: 4 }, { a: 4, b: 2, c: 3 }],
  ])('%s', (_what, base, over, expected) => {
    expect(JSON.stringify(merge(base, over))).toBe(JSON.stringify(expected));
  });

  it('takes a key such as "__proto__" as text', () => {
    const merged = merge({}, JSON.parse('{"__proto__":{"a":1}}'));
    expect(JSON.stringify(merged)).toBe('{"__proto__":{"a":1}}');
    expect(Object.getPrototypeOf(merged)).toBe(Object.prototype);
  });
});

describe('what is at a path was decided by', () => {
  const layer = (file: string, value: unknown): Layer => ({ file, value, lineOf: () => null });
  const layers: [Layer, ...Layer[]] = [
    layer('base', { name: 5, env: { A: 1, B: 2 }, list: [1, 2], gone: { x: 1 } }),
    layer('over', { env: { A: 3 }, list: [4], gone: null, own: { x: 1 } }),
    layer('top', { env: { C: 4 } }),
  ];

  it.each([
    ['the only one that names it', ['name'], 'base'],
    ['the last one that names it', ['env', 'A'], 'over'],
    ['the base, beside what others say', ['env', 'B'], 'base'],
    ['the one that adds it', ['env', 'C'], 'top'],
    ['the last that replaces a list, with all of its items', ['list', 1], 'over'],
    ['the one that takes it away', ['gone', 'x'], 'over'],
    ['the base when it is nowhere', ['displayName'], 'base'],
    ['the one that has the mapping when it is nowhere in it', ['own', 'y'], 'over'],
    ['the last for the whole', [], 'top'],
  ])('%s', (_what, path, expected) => {
    expect(decidedBy(layers, path).file).toBe(expected);
  });
});
