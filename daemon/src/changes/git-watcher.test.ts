import { DroverError, type GitStatus } from '@drover/protocol';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { GitWatcher } from './git-watcher.ts';

const PACE = { quietMs: 1_000, longestMs: 10_000, idleMs: 60_000 };
const STATUS = { branch: 'trunk', head: null, upstream: null, ahead: null, behind: null, changedFiles: 0 };

let looks: PromiseWithResolvers<GitStatus>[];
let watcher: GitWatcher;
beforeEach(() => {
  vi.useFakeTimers();
  looks = [];
  const read = () => {
    const look = Promise.withResolvers<GitStatus>();
    looks.push(look);
    return look.promise;
  };
  watcher = new GitWatcher({ log: pino({ level: 'silent' }), pace: PACE, read });
});
afterEach(() => {
  watcher.stop();
  vi.useRealTimers();
});

const session = (directory: string) => ({ sessionId: 'x', directory, learn: vi.fn() });
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
/** Ends the look that is underway. */
const seen = async (status: Partial<GitStatus> = {}) => {
  looks.at(-1)?.resolve({ ...STATUS, ...status });
  await pass(0);
};

it('looks at once, and then once output is quiet', async () => {
  const one = session('/a');
  watcher.running(one);
  await pass(0);
  await seen();
  expect(one.learn).toHaveBeenCalledWith({ git: STATUS });
  await pass(59_000);
  expect(looks).toHaveLength(1);
  for (let times = 0; times < 5; times++) {
    watcher.printed(one);
    await pass(900);
  }
  expect(looks).toHaveLength(1);
  await pass(100);
  expect(looks).toHaveLength(2);
});

it('looks in time though the output never ends, and from time to time though there is none', async () => {
  const one = session('/a');
  watcher.running(one);
  await pass(0);
  await seen();
  for (let times = 0; times < 19; times++) {
    watcher.printed(one);
    await pass(500);
  }
  expect(looks).toHaveLength(1);
  await pass(500);
  expect(looks).toHaveLength(2);
  await seen();
  await pass(59_999);
  expect(looks).toHaveLength(2);
  await pass(1);
  expect(looks).toHaveLength(3);
});

it('takes one look at a time, shared by the sessions of a directory, with a pause as long as it took', async () => {
  const [one, beside, other] = [session('/a'), session('/a'), session('/b')];
  for (const each of [one, beside, other]) watcher.running(each);
  await pass(0);
  expect(looks).toHaveLength(1);
  await pass(5_000);
  await seen({ changedFiles: 3 });
  for (const each of [one, beside])
    expect(each.learn).toHaveBeenCalledWith({ git: { ...STATUS, changedFiles: 3 } });
  expect(other.learn).not.toHaveBeenCalled();
  await pass(4_999);
  expect(looks).toHaveLength(1);
  await pass(1);
  expect(looks).toHaveLength(2);
  await seen();
  expect(other.learn).toHaveBeenCalledWith({ git: STATUS });
});

it('looks again after output that came during a look', async () => {
  const one = session('/a');
  watcher.running(one);
  await pass(0);
  watcher.printed(one);
  await seen();
  await pass(1_000);
  expect(looks).toHaveLength(2);
});

it('tells that there is no repository, and keeps its last word when it cannot know', async () => {
  const one = session('/a');
  watcher.running(one);
  await pass(0);
  looks[0]?.reject(new DroverError('timeout', 'late'));
  await pass(60_000);
  expect(one.learn).not.toHaveBeenCalled();
  looks[1]?.reject(new DroverError('not_a_repository', 'none'));
  await pass(0);
  expect(one.learn).toHaveBeenCalledWith({ git: null });
});

it('looks no more once its last session has ended', async () => {
  const [one, beside] = [session('/a'), session('/a')];
  for (const each of [one, beside]) watcher.running(each);
  await pass(0);
  await seen();
  watcher.ended(one);
  await pass(60_000);
  expect(looks).toHaveLength(2);
  watcher.ended(beside);
  await seen();
  await pass(200_000);
  expect(looks).toHaveLength(2);
  expect(beside.learn).toHaveBeenCalledTimes(1);
});
