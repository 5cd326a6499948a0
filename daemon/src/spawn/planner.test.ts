import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadProfiles, type Profile, SHIPPED_PROFILES } from '@drover/profiles';
import type { SpawnRequest } from '@drover/protocol';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Conversations } from '../conversations/index.ts';
import { resolveProjectDir } from '../projects/roots.ts';
import { StateDir } from '../sessions/session-dir.ts';
import { PLAIN_WISH } from '../testing/session-rig.ts';
import { WorktreeRig } from '../testing/worktree-rig.ts';
import { SpawnPlanner } from './planner.ts';

const ID = '2c806677-8921-41d8-8730-db0cef541470';

let home: string;
let rig: WorktreeRig;
let planner: SpawnPlanner;
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'drover-planned-')));
  rig = new WorktreeRig();
  const { profiles } = loadProfiles(SHIPPED_PROFILES);
  const hostEnv = {};
  planner = new SpawnPlanner({
    profiles: { permitted: (name) => profiles.find((each) => each.name === name) as Profile },
    conversations: new Conversations({ home, hostEnv, heldBy: () => new Set() }),
    worktrees: rig.worktrees,
    resolveProject: (path) => resolveProjectDir(path, [rig.root], home),
    findSession: () => {
      throw new Error('no session is asked for');
    },
    headOf: async () => null,
    signalsUrl: () => null,
    state: new StateDir(join(home, 'state')),
    shellIntegration: home,
    hostEnv,
    home,
    log: pino({ level: 'silent' }),
  });
});
afterEach(() => {
  rig.dispose();
  rmSync(home, { recursive: true, force: true });
});

/** A conversation of Claude Code, as its own file would have it. */
function saved(id: string, directory: string): void {
  const folder = join(home, '.claude/projects/-any');
  mkdirSync(folder, { recursive: true });
  const said = { type: 'user', cwd: directory, message: { content: 'Mend the fence.' } };
  writeFileSync(join(folder, `${id}.jsonl`), JSON.stringify(said));
}

const plan = (changes: Partial<SpawnRequest>) =>
  planner.plan({
    ...PLAIN_WISH,
    sessionId: randomUUID(),
    profile: 'claude',
    projectDir: rig.project,
    ...changes,
  });

/** The argument after an option. */
const valueAfter = (argv: readonly string[], option: string) => argv[argv.indexOf(option) + 1];

describe('a session that is resumed after a reboot', () => {
  it('goes on with its conversation where it was', async () => {
    saved(ID, rig.project);
    const { launch, kept } = await plan({ conversation: { kind: 'resume', conversationId: ID } });
    expect(launch.cwd).toBe(rig.project);
    expect(valueAfter(launch.argv, '--resume')).toBe(ID);
    expect(kept).toMatchObject({ conversationId: ID, notice: null, worktree: null });
  });

  it('goes on in its worktree', async () => {
    const path = await rig.add({ branch: 'fence' });
    saved(ID, path);
    const { launch, kept } = await plan({
      worktree: { kind: 'existing', path },
      conversation: { kind: 'resume', conversationId: ID },
    });
    expect([launch.cwd, valueAfter(launch.argv, '--resume')]).toEqual([path, ID]);
    expect(kept).toMatchObject({ directory: path, worktree: { path, branch: 'fence' }, conversationId: ID });
  });

  it('goes on with the newest of its directory when nobody knows which it had', async () => {
    const path = await rig.add({ branch: 'fence' });
    saved('of-the-project', rig.project);
    saved(ID, path);
    const { launch } = await plan({
      worktree: { kind: 'existing', path },
      conversation: { kind: 'newest' },
    });
    expect(valueAfter(launch.argv, '--resume')).toBe(ID);
  });

  it('begins anew, in words, when nothing was saved of it', async () => {
    const { launch, kept } = await plan({ conversation: { kind: 'resume', conversationId: ID } });
    expect(launch.argv).not.toContain('--resume');
    expect(kept.conversationId).not.toBe(ID);
    expect(valueAfter(launch.argv, '--session-id')).toBe(kept.conversationId);
    expect(kept.notice).toBe('Nothing is saved of this conversation; a new one was begun.');
  });

  it('is refused in words when its directory is gone', async () => {
    const conversation = { kind: 'resume', conversationId: ID } as const;
    await expect(plan({ projectDir: join(rig.root, 'gone'), conversation })).rejects.toThrow(
      'There is no such directory on this host.',
    );
  });

  it('is refused in words when its worktree is gone, and says that it can be restored', async () => {
    const path = await rig.add({ branch: 'fence' });
    saved(ID, path);
    await rig.remove(path);
    const conversation = { kind: 'resume', conversationId: ID } as const;
    await expect(plan({ worktree: { kind: 'existing', path }, conversation })).rejects.toThrow(
      'restore it from the list of worktrees',
    );
  });
});
