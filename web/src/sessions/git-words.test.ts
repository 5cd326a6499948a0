import { expect, test } from 'vitest';
import { branchOf, gitMarks } from './git-words.ts';

const clean = {
  branch: 'main',
  head: '0123456789abcdef',
  upstream: 'origin/main',
  ahead: 0,
  behind: 0,
  changedFiles: 0,
};

test('a clean tree has nothing to tell', () => {
  expect(gitMarks(clean)).toEqual([]);
  expect(gitMarks({ ...clean, upstream: null, ahead: null, behind: null })).toEqual([]);
});

test('changes, and how far it is from its upstream, are told short and as sentences', () => {
  expect(gitMarks({ ...clean, changedFiles: 3, ahead: 1, behind: 2 })).toEqual([
    { mark: '±3', sentence: '3 changed files' },
    { mark: '↑1', sentence: '1 commit that origin/main lacks' },
    { mark: '↓2', sentence: '2 commits behind origin/main' },
  ]);
});

test('a branch is the one that is checked out, a commit without one, else that of the worktree', () => {
  const worktree = { path: '/w', branch: 'fence' };
  expect(branchOf({ git: clean, worktree })).toBe('main');
  expect(branchOf({ git: { ...clean, branch: null }, worktree })).toBe('at 0123456');
  expect(branchOf({ git: null, worktree })).toBe('fence');
  expect(branchOf({ git: null, worktree: null })).toBeNull();
});
