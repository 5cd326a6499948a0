import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { isAlive, processesOf } from '../sessions/processes.ts';
import type { Session } from '../sessions/session.ts';
import { SessionRig } from '../testing/session-rig.ts';
import { readHierarchies } from './cgroup-mounts.ts';
import { Limiter } from './limiter.ts';

const MIB = 1024 ** 2;

const limiterOf = (memoryBytes: number | null, tasks: number | null, required = false) =>
  Limiter.onThisMachine({ memoryBytes, tasks, required });

const canLimit = limiterOf(256 * MIB, null).enforcedBy !== null;

function rigWith(limiter: Limiter): SessionRig {
  const rig = new SessionRig({ limiter });
  onTestFinished(() => rig.dispose());
  return rig;
}

/** The groups of a session that are left on this machine. */
const groupsOf = ({ sessionId }: Session): string[] => {
  const { v1, v2 } = readHierarchies();
  return [...v1, ...(v2 ? [v2] : [])]
    .map(({ ownDir }) => ownDir)
    .filter((dir) => existsSync(dir) && readdirSync(dir).includes(`drover-${sessionId}`));
};

/** Takes 16 MiB more every 20 ms, and all its memory for real. */
const HOG = `
  const all = [];
  setInterval(() => all.push(Buffer.alloc(16 * 1024 * 1024, 1)), 20);
`;

describe.skipIf(!canLimit)(
  'a session within limits (needs writable control groups or a systemd of the user)',
  () => {
    let rig: SessionRig;
    beforeEach(() => {
      rig = rigWith(limiterOf(192 * MIB, 64));
    });

    it('has its agent in a group of its own, but not its holder, and leaves no group behind', async () => {
      const session = await rig.spawn(['bash', '-c', 'cat /proc/self/cgroup; read']);
      await rig.printed(session, `drover-${session.sessionId}`);
      expect(groupsOf(session)).not.toEqual([]);
      await session.input(Buffer.from('\n'));
      await rig.ended(session);
      expect(session.facts()).toMatchObject({ status: 'exited', exit: { code: 0 }, reason: null });
      await expect.poll(() => groupsOf(session)).toEqual([]);
    });

    it('[F50] that is a fork bomb stops at its limit, harms no other, and is gone whole when it is stopped', async () => {
      const other = await rig.spawn(['cat']);
      const bomb = await rig.spawn(['bash', '-c', 'f() { f | f & }; echo go; f; sleep 1000']);
      await rig.printed(bomb, 'Resource temporarily unavailable');
      await other.input(Buffer.from('still here\n'));
      await rig.printed(other, 'still here\r\nstill here');
      await bomb.stop();
      expect(processesOf(bomb.sessionId, undefined)).toEqual([]);
      await expect.poll(() => groupsOf(bomb)).toEqual([]);
      expect(other.facts().status).toBe('running');
    });

    it('[F52] that takes too much memory is killed alone, and told as that', async () => {
      const other = await rig.spawn(['cat']);
      const hog = await rig.spawn([process.execPath, '-e', HOG]);
      await rig.ended(hog);
      expect(hog.facts()).toMatchObject({
        status: 'exited',
        exit: { signal: 'SIGKILL' },
        reason: { code: 'oom' },
      });
      await expect.poll(() => groupsOf(hog)).toEqual([]);
      expect(other.facts().status).toBe('running');
    });

    it('[F52] whose shell runs what takes too much memory goes on', async () => {
      const session = await rig.spawn([
        'bash',
        '-c',
        `"$0" -e "$1"; echo "ended with $?"; cat`,
        process.execPath,
        HOG,
      ]);
      await rig.printed(session, 'ended with 137');
      expect(session.facts()).toMatchObject({ status: 'running', reason: null });
    });

    it('[F50] is limited and cleaned up after also when another daemon has found it', async () => {
      const { sessionId } = await rig.spawn([
        'bash',
        '-c',
        'trap "" HUP TERM; setsid sleep 1000 & echo ready; wait',
      ]);
      await rig.printed(rig.sessions.get(sessionId), 'ready');
      await rig.restartDaemon();
      const session = rig.sessions.get(sessionId);
      expect(groupsOf(session)).not.toEqual([]);
      const processes = processesOf(sessionId, undefined);
      await session.stop();
      expect(processes.filter(isAlive)).toEqual([]);
      await expect.poll(() => groupsOf(session)).toEqual([]);
    });

    it('[F4] whose holder is killed leaves nobody in its group', async () => {
      const session = await rig.spawn([
        'bash',
        '-c',
        'trap "" HUP TERM; env -i setsid sleep 1000 & echo ready; sleep 1000',
      ]);
      await rig.printed(session, 'ready');
      process.kill(rig.holderPid(session), 'SIGKILL');
      await rig.ended(session);
      expect(session.facts()).toMatchObject({ status: 'lost', reason: { code: 'holder_died' } });
      await expect.poll(() => groupsOf(session)).toEqual([]);
    });
  },
);

describe('limits that nothing can enforce', () => {
  it('are told, and keep nobody from starting', async () => {
    const limiter = new Limiter({ memoryBytes: 256 * MIB, tasks: null, required: false }, null);
    expect(limiter.complaint).toContain('nothing on this machine can enforce');
    expect(limiter.enforcedBy).toBeNull();
    const session = await rigWith(limiter).spawn(['true']);
    expect(session.record.group).toBeNull();
  });

  it('[B18] refuse every start when they are required', async () => {
    const rig = rigWith(new Limiter({ memoryBytes: 256 * MIB, tasks: null, required: true }, null));
    await expect(rig.spawn(['true'])).rejects.toMatchObject({ code: 'denied_by_host_policy' });
    expect(rig.sessions.facts()).toEqual([]);
  });
});

it('a session that cannot be written down leaves no group behind', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'drover-group-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const group = join(dir, 'group');
  const limiter = new Limiter({ memoryBytes: null, tasks: null, required: false }, null);
  const rig = rigWith(limiter);
  const sessions = dirname(dirname(rig.file(await rig.spawn(['true']), 'session.json')));
  limiter.place = (sessionId) => {
    mkdirSync(group);
    writeFileSync(join(sessions, sessionId), 'in the place of its folder');
    return { dirs: { memory: group, pids: group }, oomEvents: '', holderPrefix: [], agentPrefix: [] };
  };
  await expect(rig.spawn(['true'])).rejects.toThrow();
  expect(existsSync(group)).toBe(false);
});

it('own groups are found where a container sees them', () => {
  const mountinfo = [
    '31 30 0:27 /docker/abc /sys/fs/cgroup/memory ro,nosuid - cgroup cgroup rw,memory',
    '32 30 0:28 / /sys/fs/cgroup/cpu rw - cgroup cgroup rw,cpu,cpuacct',
    '33 30 0:29 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw',
  ].join('\n');
  const membership = '5:cpu,cpuacct:/user\n4:memory:/docker/abc/inner\n0::/user.slice\n';
  const { v1, v2 } = readHierarchies(mountinfo, membership);
  expect(v1.map(({ ownDir }) => ownDir)).toEqual(['/sys/fs/cgroup/memory/inner', '/sys/fs/cgroup/cpu/user']);
  expect(v2?.ownDir).toBe(join('/sys/fs/cgroup/unified', 'user.slice'));
});
