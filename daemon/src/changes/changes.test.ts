import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { TestRepository } from '../testing/test-repository.ts';
import { Changes } from './changes.ts';

let repository: TestRepository;
let folder: string;
let base: string;
beforeEach(() => {
  repository = new TestRepository();
  folder = mkdtempSync(join(tmpdir(), 'drover-kept-'));
  repository.write('a', 'a\n');
  base = repository.commit('first');
});
afterEach(() => {
  repository.remove();
  rmSync(folder, { recursive: true });
});

const daemon = () => new Changes(pino({ level: 'silent' }));
const session = (hasEnded: boolean, baseCommit: string | null = base) => ({
  ...{ sessionId: 'one', directory: repository.directory, hasEnded, record: { baseCommit } },
  changesFile: join(folder, 'changes.json'),
  learn: vi.fn(),
});

it('are those of now while a session runs, and those of its end ever after', async () => {
  const changes = daemon();
  repository.write('a', 'during\n');
  expect(await changes.of(session(false))).toMatchObject({ files: [{ path: 'a' }] });
  expect(existsSync(join(folder, 'changes.json'))).toBe(false);
  const ended = session(true);
  changes.ended(ended);
  const atTheEnd = await changes.of(ended); // waits for what is being kept
  await vi.waitFor(() => expect(ended.learn).toHaveBeenCalledWith({ git: atTheEnd.git }));
  expect(atTheEnd).toMatchObject({ files: [{ path: 'a' }], git: { changedFiles: 1 } });
  repository.write('b', 'afterwards\n');
  expect(await changes.of(ended)).toEqual(atTheEnd);
  expect(statSync(join(folder, 'changes.json')).mode & 0o777).toBe(0o600);
});

it('of an end that an earlier daemon has seen are as it has kept them; of one that none has seen, as they are now', async () => {
  repository.write('a', 'during\n');
  const ended = session(true);
  const first = daemon();
  first.ended(ended);
  await first.whenKeptBelow(repository.directory);
  repository.write('b', 'afterwards\n');
  const again = session(true);
  const second = daemon();
  second.ended(again);
  await vi.waitFor(() =>
    expect(again.learn).toHaveBeenCalledWith({ git: expect.objectContaining({ changedFiles: 1 }) }),
  );
  for (const file of ['changes.json', 'git-status.json']) rmSync(join(folder, file));
  const third = daemon();
  third.ended(again);
  await third.whenKeptBelow(repository.directory);
  expect(await third.of(again)).toMatchObject({ files: [{ path: 'a' }, { path: 'b' }] });
});

it('cannot be told of a session that began in no repository, nor when nothing readable was kept', async () => {
  const changes = daemon();
  for (const hasEnded of [false, true]) {
    const outside = session(hasEnded, null);
    if (hasEnded) changes.ended(outside);
    await expect(changes.of(outside)).rejects.toMatchObject({ code: 'not_a_repository' });
  }
  writeFileSync(join(folder, 'changes.json'), '{"base":');
  await expect(changes.of(session(true))).rejects.toMatchObject({ code: 'not_found' });
});

it('are lost without a word to the outside when the repository is gone by the end', async () => {
  const changes = daemon();
  const ended = session(true);
  rmSync(join(repository.directory, '.git'), { recursive: true });
  changes.ended(ended);
  await changes.whenKeptBelow(repository.directory);
  await expect(changes.of(ended)).rejects.toMatchObject({ code: 'not_found' });
  expect(ended.learn).not.toHaveBeenCalled();
});
