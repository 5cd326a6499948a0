import type { Worktree } from '@drover/protocol';
import { describe, expect, test } from 'vitest';
import { session } from '../testing/samples.ts';
import {
  holdings,
  isClean,
  removalObstacle,
  rescueWords,
  restoreCommand,
  stateOf,
  usersOf,
  worktreeName,
} from './worktree-words.ts';

const git = { branch: 'mend', head: 'abc', upstream: null, ahead: null, behind: null, changedFiles: 0 };

const worktree = (parts: Partial<Worktree> = {}): Worktree => ({
  path: '/state/worktrees/shop-12345678',
  project: '/git/shop',
  branch: 'mend',
  ours: true,
  git,
  ignoredFiles: 0,
  unmerged: 0,
  bytes: null,
  usedBy: [],
  locked: null,
  createdAt: null,
  ...parts,
});

const dirty = worktree({ git: { ...git, changedFiles: 2 }, unmerged: 1 });

test('a worktree is called by its branch, or else its folder', () => {
  expect(worktreeName(worktree())).toBe('mend');
  expect(worktreeName(worktree({ branch: null }))).toBe('shop-12345678');
});

describe('[F69] what is lost with a worktree', () => {
  test('is told in words', () => {
    expect(holdings(worktree())).toEqual([]);
    expect(holdings(dirty)).toEqual(['2 changed files', '1 commit that nothing else has']);
    expect(stateOf(worktree()).words).toBe('Clean');
    expect(stateOf(dirty)).toEqual({
      tone: 'warn',
      words: '2 changed files, 1 commit that nothing else has',
    });
    expect(holdings(worktree({ ignoredFiles: 2 }))).toEqual(['2 ignored files']);
    expect(holdings({ ...dirty, ignoredFiles: 1, unmerged: 0 })).toEqual([
      '2 changed files and 1 ignored one',
    ]);
    expect(stateOf(worktree({ git: null })).words).toBe('Its folder is gone');
  });

  test('keeps it out of those that are removed together', () => {
    expect(isClean(worktree(), [])).toBe(true);
    expect(isClean(dirty, [])).toBe(false);
    expect(isClean(worktree({ unmerged: 1 }), [])).toBe(false);
    expect(isClean(worktree({ git: null }), [])).toBe(true);
    expect(isClean(worktree({ git: null, unmerged: 1 }), [])).toBe(false);
    expect(isClean(worktree({ ours: false }), [])).toBe(false);
    expect(isClean(worktree({ locked: '' }), [])).toBe(false);
    expect(isClean(worktree(), [session()])).toBe(false);
  });
});

test('what keeps it from being removed is said', () => {
  expect(removalObstacle(worktree(), [])).toBeNull();
  expect(removalObstacle(worktree({ ours: false }), [])).toContain('Made by hand');
  expect(removalObstacle(worktree(), [session()])).toContain('stop it first');
  expect(removalObstacle(worktree(), [session(), session()])).toContain('stop them first');
  expect(removalObstacle(worktree({ locked: 'on a stick' }), [])).toBe('Locked: on a stick');
});

test('who works in it are sessions of its host that have not ended', () => {
  const here = session({ worktree: { path: worktree().path, branch: 'mend' } });
  const { hostId } = here;
  const companion = session({ hostId });
  const others = [
    session({ worktree: here.worktree }),
    session({ hostId, worktree: here.worktree, status: 'exited' }),
    session({ hostId }),
  ];
  const users = usersOf(worktree({ usedBy: [companion.sessionId] }), hostId, [here, companion, ...others]);
  expect(users).toEqual([here, companion]);
});

test('a saved state says what it has, and how a shell gets it back', () => {
  const rescue = {
    project: "/git/ada's shop",
    ref: 'refs/drover/rescue/2026-01-02-mend',
    branch: 'mend',
    savedAt: 0,
    changedFiles: 1,
    ignoredFiles: 0,
  };
  expect(rescueWords(rescue)).toBe('1 changed file');
  expect(rescueWords({ ...rescue, ignoredFiles: 2 })).toBe('1 changed file and 2 ignored ones');
  expect(rescueWords({ ...rescue, changedFiles: 0 })).toBe('commits only');
  expect(restoreCommand(rescue)).toBe(
    `cd '/git/ada'\\''s shop' && drover worktree restore refs/drover/rescue/2026-01-02-mend`,
  );
});
