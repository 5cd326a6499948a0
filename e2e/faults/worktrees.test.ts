import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type {
  ProjectDetails,
  RemovedWorktree,
  RestoredWorktree,
  Session,
  WorktreeList,
} from '@drover/protocol';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Holder } from '../harness/holder.ts';
import { Stage } from '../harness/stage.ts';
import type { Viewer } from '../harness/viewer.ts';

let stage: Stage;
let project: string;
let hostId: string;
beforeEach(async () => {
  stage = await Stage.open();
  project = await stage.drover.createProject('shop');
  writeFileSync(join(project, '.gitignore'), '.env\n');
  writeFileSync(join(project, 'README'), 'hello\n');
  commit(project);
  const { hosts } = await stage.person.ask<{ hosts: { hostId: string }[] }>('GET', '/hosts');
  hostId = hosts[0]?.hostId ?? '';
});
afterEach(() => stage[Symbol.asyncDispose]());

const git = (directory: string, ...args: string[]): string => {
  const who = ['-c', 'user.name=ada', '-c', 'user.email=ada@localhost'];
  return execFileSync('git', ['-C', directory, ...who, ...args]).toString();
};

function commit(directory: string): void {
  git(directory, 'add', '--all');
  git(directory, 'commit', '--quiet', '-m', 'First');
}

/** A Bash session in a new worktree on this branch. */
const agentOn = (branch: string, setup: string | null = null): Promise<Session> =>
  stage.person.spawn({
    profile: 'bash',
    projectDir: project,
    worktree: { kind: 'new', branch, base: null, setup },
  });

const pathOf = ({ worktree }: Session): string => worktree?.path ?? '';

async function work(session: Session, line: string): Promise<Viewer> {
  const viewer = stage.view(session.sessionId);
  await viewer.shows('worktrees/shop-');
  viewer.type(`${line}; echo do""ne\r`);
  await viewer.shows('done');
  return viewer;
}

const MESS = [
  'echo mine > committed; git add committed; git -c user.name=a -c user.email=a@b commit -qm mine',
  'echo staged > staged; git add staged; echo again >> staged',
  "echo changed >> README; printf 'a\\0b\\377' > new.bin; echo KEY=1 > .env; chmod 600 .env; mkdir -p a/b; ln -s ../x a/b/link",
].join('; ');

/** All that git and the disk tell of a worktree. */
const stateOf = (path: string) => ({
  status: git(path, 'status', '--porcelain=v2', '--branch', '--untracked-files=all', '--ignored'),
  changes: git(path, 'diff', '--binary'),
  staged: git(path, 'diff', '--binary', '--cached'),
  log: git(path, 'log', '--format=%H %s'),
  files: readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => `${name} ${readFileSync(join(parentPath, name)).toString('base64')}`)
    .sort(),
});

const remove = (path: string, how: object) =>
  stage.person.ask<RemovedWorktree>('POST', `/hosts/${hostId}/worktrees/remove`, { path, how });
const list = () => stage.person.ask<WorktreeList>('GET', `/hosts/${hostId}/worktrees`);

/** As a machine that loses its power: nothing is said to anybody, and it comes back as another boot. */
async function reboot(sessions: Session[]): Promise<void> {
  await stage.drover.daemon.kill();
  for (const { sessionId } of sessions) {
    const holder = Holder.of(stage.drover, sessionId);
    holder.kill();
    const file = join(stage.drover.stateDir, 'sessions', sessionId, 'session.json');
    const record = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...record, bootId: 'the boot before' }));
  }
  await stage.drover.startDaemon();
}

it('[F12] [F69] two agents and a companion, dirty, in two worktrees: stopped, killed and rebooted, not a byte of their work is lost', async () => {
  const one = await agentOn('one');
  const two = await agentOn('two');
  const companion = await stage.person.spawn({
    profile: 'bash',
    projectDir: project,
    parentId: one.sessionId,
  });
  expect(companion.worktree).toEqual(one.worktree);
  await work(one, MESS);
  await work(companion, 'pwd > by-companion');
  await work(two, MESS.replaceAll('mine', 'theirs'));
  const paths = [pathOf(one), pathOf(two)] as const;
  expect(readFileSync(join(paths[0], 'by-companion'), 'utf8').trim()).toBe(paths[0]);
  const before = paths.map(stateOf);
  const expectUntouched = () => expect(paths.map(stateOf)).toEqual(before);
  for (const how of [{ kind: 'save' }, { kind: 'discard', typed: 'one' }]) {
    await expect(remove(paths[0], how)).rejects.toThrow('worktree_in_use');
  }

  await stage.person.stop(one.sessionId);
  await expect(remove(paths[0], { kind: 'save' })).rejects.toThrow('worktree_in_use'); // by its companion
  await stage.person.stop(companion.sessionId);
  expectUntouched();
  await stage.drover.daemon.stop();
  await stage.drover.startDaemon();
  expectUntouched();
  await reboot([two]);
  await expect
    .poll(async () => (await stage.person.session(two.sessionId)).reason?.code)
    .toBe('host_rebooted');
  expectUntouched();
  for (const { sessionId } of [one, two, companion]) {
    await stage.person.ask('POST', `/sessions/${sessionId}/archive`, {});
  }
  expectUntouched();

  await expect(remove(paths[0], { kind: 'if_clean' })).rejects.toThrow('worktree_at_risk');
  await expect(remove(paths[0], { kind: 'discard', typed: 'on' })).rejects.toThrow('worktree_at_risk');
  expectUntouched();
  for (const path of paths) {
    const { rescue } = await remove(path, { kind: 'save' });
    expect(existsSync(path)).toBe(false);
    expect((await list()).rescues).toEqual([rescue]);
    await reboot([]);
    const restored = await stage.person.ask<RestoredWorktree>('POST', `/hosts/${hostId}/worktrees/restore`, {
      project,
      ref: rescue?.ref,
    });
    expect(restored.path).toBe(path);
    expectUntouched();
  }
  expect((await list()).worktrees.map(({ path }) => path).sort()).toEqual([...paths].sort());

  const again = await stage.person.spawn({
    profile: 'bash',
    projectDir: project,
    worktree: { kind: 'existing', path: paths[1] },
  });
  await work(again, 'test -f new.bin && echo still""here');
  expect(again.worktree).toEqual(two.worktree);
});

it('[B14] [B15] a worktree that cannot be made is refused, and never another place taken', async () => {
  const refusal = (worktree: object) =>
    stage.person.spawn({ profile: 'bash', projectDir: project, worktree: worktree as never }).then(
      () => 'started',
      (error: Error) => /(\d{3}) .*"code":"(\w+)"/.exec(error.message)?.slice(1).join(' '),
    );
  const wish = { kind: 'new', branch: null, base: null, setup: null };
  git(project, 'branch', 'taken');
  for (const branch of ['-x', '--upload-pack=x', 'a..b', 'x.lock', '@{', 'a b', 'a'.repeat(300), 'HEAD']) {
    expect(await refusal({ ...wish, branch }), branch).toMatch(/^422 /);
  }
  expect(await refusal({ ...wish, branch: 'taken' })).toBe('409 branch_taken');
  for (const base of ['--output=/x', 'ext::sh -c id', 'file:///etc', '-oProxyCommand', 'absent']) {
    expect(await refusal({ ...wish, base }), base).toMatch(/^422 /);
  }
  expect(await refusal({ ...wish, setup: 'f'.repeat(64) })).toBe('409 setup_changed');
  expect(await refusal({ kind: 'existing', path: '/etc' })).toBe('404 not_found');
  expect((await list()).worktrees).toEqual([]);
  expect(git(project, 'branch', '--list').trim().split('\n')).toHaveLength(2);
});

it('the set-up that was agreed to runs in the terminal, and asks when a line fails', async () => {
  const text = [
    'worktree:',
    '  copy: [.env]',
    '  run:',
    "    - 'echo secret is $(cat .env) > made-by-setup'",
    '    - \'test -f ready || { echo not rea""dy; exit 7; }\'',
    '',
  ].join('\n');
  writeFileSync(join(project, '.env'), 'KEY=1');
  writeFileSync(join(project, '.drover.yaml'), text);
  const { setup } = await stage.person.ask<ProjectDetails>(
    'GET',
    `/hosts/${hostId}/project?${new URLSearchParams({ path: project })}`,
  );
  expect(setup).toMatchObject({ copy: ['.env'], run: [expect.any(String), expect.any(String)] });
  const session = await agentOn('one', setup?.hash);
  const viewer = stage.view(session.sessionId);
  await viewer.shows('failed (7)');
  await viewer.shows('not ready');
  expect(readFileSync(join(pathOf(session), 'made-by-setup'), 'utf8')).toBe('secret is KEY=1\n');
  writeFileSync(join(pathOf(session), 'ready'), '');
  viewer.type('r\r');
  await viewer.shows('worktrees/shop-');
  viewer.type('echo agent""here $0\r');
  await viewer.shows('agenthere');

  const other = await agentOn('two', setup?.hash);
  const second = stage.view(other.sessionId);
  await second.shows('failed (7)');
  second.type('q\r');
  await expect.poll(async () => (await stage.person.session(other.sessionId)).exit?.code).toBe(7);
  expect(existsSync(pathOf(other))).toBe(true);
});
