import { expect, test } from 'vitest';
import { openAtFirst } from './open-files.ts';
import { readPatch } from './patch.ts';

const file = (path: string) => ({ path, from: null, kind: 'added', additions: 1, deletions: 0 }) as const;

const adding = (path: string, lines: number) =>
  `diff --git a/${path} b/${path}\n--- /dev/null\n+++ b/${path}\n@@ -0,0 +1,${lines} @@\n${'+x\n'.repeat(lines)}`;

test('the first files are open as long as their lines fit', () => {
  const patches = readPatch(['a', 'b', 'c'].map((path) => adding(path, 250)).join(''));
  expect([...openAtFirst(['a', 'b', 'c'].map(file), patches)]).toEqual(['a', 'b']);
});

test('a large file is left closed, and two thousand small ones are not all opened', () => {
  expect(openAtFirst([file('a')], readPatch(adding('a', 5_000))).size).toBe(0);
  const many = Array.from({ length: 2_000 }, (_, index) => file(`f${index}`));
  expect(openAtFirst(many, new Map()).size).toBe(600);
});
