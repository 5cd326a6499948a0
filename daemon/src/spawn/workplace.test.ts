import { randomUUID } from 'node:crypto';
import { DroverError, type SpawnRequest } from '@drover/protocol';
import { expect, it } from 'vitest';
import { unreadableRecord } from '../sessions/unreadable-record.ts';
import { PLAIN_WISH } from '../testing/session-rig.ts';
import { type Workplace, type WorkplaceParts, type WorktreeWish, workplaceOf } from './workplace.ts';

const wish = (changes: Partial<SpawnRequest> = {}): SpawnRequest => ({
  ...PLAIN_WISH,
  sessionId: randomUUID(),
  projectDir: '/code/shop',
  ...changes,
});

const MADE: Workplace = {
  project: '/code/shop',
  worktree: { path: '/worktrees/shop', branch: 'b' },
  directory: '/worktrees/shop',
  prefix: [],
  undo: async () => {},
};

function partsThat(changes: Partial<WorkplaceParts['worktrees']> = {}): WorkplaceParts {
  const record = { ...unreadableRecord(randomUUID(), 0), projectDir: '/code/shop', worktree: MADE.worktree };
  return {
    resolveProject: async (path) => path,
    worktrees: { create: async () => MADE, use: async () => MADE, ...changes },
    findSession: () => ({ record, directory: '/worktrees/shop/src' }),
  };
}

it('is the project itself when no worktree is wanted', async () => {
  const { directory, worktree } = await workplaceOf(wish(), partsThat());
  expect({ directory, worktree }).toEqual({ directory: '/code/shop', worktree: null });
});

it('is a new worktree of the resolved project', async () => {
  const wishes: WorktreeWish[] = [];
  const create = async (wanted: WorktreeWish) => {
    wishes.push(wanted);
    return MADE;
  };
  const choice = { kind: 'new', branch: 'b', base: 'main', setup: null } as const;
  const request = wish({ worktree: choice, task: 'Mend it' });
  expect(await workplaceOf(request, partsThat({ create }))).toBe(MADE);
  const { kind: _, ...wanted } = choice;
  expect(wishes).toEqual([
    { ...wanted, project: '/code/shop', task: 'Mend it', sessionId: request.sessionId },
  ]);
});

it('is never another one: a worktree that cannot be made fails in words', async () => {
  const create = () => Promise.reject(new DroverError('worktree_failed', 'The disk is full.'));
  const worktree = { kind: 'new', branch: null, base: null, setup: null } as const;
  await expect(workplaceOf(wish({ worktree }), partsThat({ create }))).rejects.toThrow('The disk is full.');
});

it('of a companion is where its session runs, of which it needs no leave and makes no worktree', async () => {
  const parentId = randomUUID();
  expect(await workplaceOf(wish({ parentId, projectDir: '/elsewhere' }), partsThat())).toMatchObject({
    project: '/code/shop',
    directory: '/worktrees/shop/src',
    worktree: MADE.worktree,
  });
  const worktree = { kind: 'existing', path: '/worktrees/shop' } as const;
  await expect(workplaceOf(wish({ parentId, worktree }), partsThat())).rejects.toThrow(
    'leave the worktree out',
  );
});
