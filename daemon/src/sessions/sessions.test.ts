import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_SIZE, SessionFacts, type StreamFrame } from '@drover/protocol';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { SessionRig } from '../testing/session-rig.ts';
import { isAlive, processesOf } from './processes.ts';

const ROUNDS = process.env.DROVER_LONG === '1' ? 50 : 10;

let rig: SessionRig;
beforeEach(() => {
  rig = new SessionRig();
});
afterEach(() => rig.dispose());

describe('a session', () => {
  it('runs a program in its directory and keeps all it prints', async () => {
    const session = await rig.spawn(['bash', '-c', 'pwd; echo "size: $(stty size)"']);
    await rig.ended(session);
    expect(rig.output(session)).toBe(`${rig.projectDir}\r\nsize: 32 120\r\n`);
    expect(session.facts()).toMatchObject({
      status: 'exited',
      exit: { code: 0, signal: null },
      reason: null,
    });
  });

  it('tells the exit code and the signal', async () => {
    const code = await rig.spawn(['bash', '-c', 'exit 7']);
    const signal = await rig.spawn(['bash', '-c', 'kill -KILL $$']);
    await Promise.all([rig.ended(code), rig.ended(signal)]);
    expect(code.facts().exit).toEqual({ code: 7, signal: null });
    expect(signal.facts().exit).toEqual({ code: null, signal: 'SIGKILL' });
  });

  it('takes input, and tells when it is written', async () => {
    const session = await rig.spawn(['cat']);
    await session.input(Buffer.from('héllo\n'));
    await rig.printed(session, 'héllo\r\nhéllo\r\n');
  });

  it('[F68] asked for twice is started once', async () => {
    const request = rig.request(['cat']);
    const [first, second] = await Promise.all([rig.sessions.spawn(request), rig.sessions.spawn(request)]);
    expect(second).toEqual(first);
    expect(rig.sessions.running).toHaveLength(1);
    expect(await rig.sessions.spawn(request)).toEqual(first);
  });

  it('is stopped with all its processes, those that left its group too, and leaves no zombie', async () => {
    const session = await rig.spawn([
      'bash',
      '-c',
      'setsid sleep 1000 & sleep 1000 & trap "" HUP TERM; env -i setsid sleep 1000 & echo ready; exec sleep 1000',
    ]);
    await rig.printed(session, 'ready');
    await expect.poll(() => processesOf(session.sessionId, undefined).length).toBe(4);
    const processes = processesOf(session.sessionId, undefined);
    await session.stop();
    expect(processes.filter(isAlive)).toEqual([]);
    expect(session.facts()).toMatchObject({
      status: 'exited',
      reason: { code: 'stopped' },
      exit: { signal: 'SIGKILL' },
    });
    await session.stop();
  }, 30_000);

  it('[F4] whose holder is killed is lost, its agent ended, its output readable', async () => {
    const session = await rig.spawn(['bash', '-c', 'echo before; sleep 1000']);
    const other = await rig.spawn(['cat']);
    await rig.printed(session, 'before');
    const processes = processesOf(session.sessionId, undefined);
    process.kill(rig.holderPid(session), 'SIGKILL');
    await rig.ended(session);
    expect(session.facts()).toMatchObject({ status: 'lost', reason: { code: 'holder_died' } });
    expect(processes.filter(isAlive)).toEqual([]);
    expect(rig.output(session)).toContain('before');
    expect(other.facts().status).toBe('running');
  });

  it('[F2] is found again by the next daemon, with the same process and every byte', async () => {
    const session = await rig.spawn(['bash', '-c', 'for i in $(seq 20000); do echo "line $i"; done; cat']);
    await rig.printed(session, 'line 100\r\n');
    const pid = rig.holderPid(session);
    await rig.restartDaemon();
    const again = rig.sessions.get(session.sessionId);
    expect(again.facts().status).toBe('running');
    expect(rig.holderPid(again)).toBe(pid);
    await rig.printed(again, 'line 20000\r\n');
    const expected = Array.from({ length: 20_000 }, (_, i) => `line ${i + 1}\r\n`).join('');
    expect(rig.output(again)).toBe(expected);
  });

  it('that ended while no daemon ran is told with its end', async () => {
    const session = await rig.spawn(['bash', '-c', 'read -r; exit 3']);
    await session.input(Buffer.from('\n'));
    await rig.restartDaemon();
    const again = rig.sessions.get(session.sessionId);
    await rig.ended(again);
    expect(again.facts()).toMatchObject({ status: 'exited', exit: { code: 3 } });
  });

  it('[F10] loses no byte of a program that prints and exits at once, 200 times', async () => {
    const length = 20_000;
    for (let round = 0; round < 25; round++) {
      const batch = await Promise.all(
        Array.from({ length: 8 }, () => rig.spawn(['bash', '-c', `printf '%0${length}d' 7`])),
      );
      await Promise.all(batch.map((session) => rig.ended(session)));
      for (const session of batch) expect(rig.output(session).length).toBe(length);
    }
  }, 240_000);

  it("[F46] gives nothing of a dead session's queued input to the next one", async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const dying = await rig.spawn(['bash', '-c', 'stty raw -echo; echo ready; sleep 0.05']);
      await rig.printed(dying, 'ready');
      void dying.input(Buffer.alloc(100_000, 'x')).catch(() => {});
      const next = await rig.spawn(['bash', '-c', 'stty raw -echo; echo ready; head -c 1 | od -c']);
      await rig.ended(dying);
      await next.input(Buffer.from('o'));
      await rig.ended(next);
      expect(rig.output(next)).toContain('o\n');
      expect(rig.output(next)).not.toContain('x');
    }
  }, 120_000);

  it("keeps an agent's environment out of its files and command lines", async () => {
    const session = await rig.spawn(['cat'], { SECRET: 'wd40-secret' });
    const holder = `/proc/${rig.holderPid(session)}`;
    expect(readFileSync(join(holder, 'cmdline'), 'utf8')).not.toContain('wd40-secret');
    expect(readFileSync(join(holder, 'environ'), 'utf8')).not.toContain('wd40-secret');
    expect(rig.filesText()).not.toContain('wd40-secret');
  });

  it('whose program is not there ends with the reason on its screen', async () => {
    const session = await rig.spawn(['no-such-program']);
    await rig.ended(session);
    expect(session.facts()).toMatchObject({ status: 'exited', exit: { code: 1 } });
    expect(rig.output(session)).toContain('No such file or directory');
  });

  it('that its plan refuses leaves nothing behind', async () => {
    const request = { ...rig.request(['cat']), sessionId: randomUUID() };
    await expect(rig.sessions.spawn(request)).rejects.toThrow('not planned');
    expect(rig.sessions.facts()).toEqual([]);
  });
});

describe('a session after a restart of the daemon', () => {
  it('[F8] whose holder is stopped keeps nobody waiting, and is there again when that goes on', async () => {
    const session = await rig.spawn(['cat']);
    const other = await rig.spawn(['cat']);
    process.kill(rig.holderPid(session), 'SIGSTOP');
    try {
      await rig.restartDaemon();
      expect(rig.sessions.get(other.sessionId).facts().status).toBe('running');
      expect(rig.sessions.get(session.sessionId).facts().status).toBe('running');
    } finally {
      process.kill(rig.holderPid(session), 'SIGCONT');
    }
    const again = rig.sessions.get(session.sessionId);
    const type = () => again.input(Buffer.from('back\n')).then(() => 'written', String);
    await expect.poll(type, { timeout: 10_000 }).toBe('written');
    await rig.printed(again, 'back\r\n');
  });

  it.each([
    [
      '[F12]',
      'of the machine',
      { bootId: 'another' },
      { status: 'exited', reason: { code: 'host_rebooted' } },
    ],
    [
      '[F2]',
      'of its container',
      { initStart: 1 },
      { status: 'lost', reason: { code: 'container_restarted' } },
    ],
  ])(
    '%s that was also one %s is told as ended by it, with all that it printed',
    async (_, _what, before, told) => {
      const session = await rig.spawn(['bash', '-c', 'echo before; exec sleep 1000']);
      await rig.printed(session, 'before');
      process.kill(rig.holderPid(session), 'SIGKILL');
      await rig.ended(session);
      rig.rewriteRecord(session, { ...before, ended: null });
      await rig.restartDaemon();
      const again = rig.sessions.get(session.sessionId);
      expect(again.facts()).toMatchObject(told);
      expect(rig.output(again)).toContain('before');
      expect(rig.sessions.running).toEqual([]);
    },
  );

  it('of its container takes no other process for the holder, although it has its pid', async () => {
    const session = await rig.spawn(['cat']);
    const pid = rig.holderPid(session); // goes on: a process of the same number and command line
    rmSync(rig.socketPath(session));
    rig.rewriteRecord(session, { initStart: 1 });
    await rig.restartDaemon();
    expect(rig.sessions.get(session.sessionId).facts()).toMatchObject({ status: 'lost' });
    process.kill(pid, 'SIGKILL');
  });

  it.each([
    ['cut short', (text: string) => text.slice(0, text.length / 2)],
    ['of no length', () => ''],
    ['that says something else', () => '{"sessionId": 3}'],
  ])(
    '[F35] whose session.json is %s is told as unreadable, with its output; others are fine',
    async (_, damage) => {
      const session = await rig.spawn(['echo', 'before']);
      const other = await rig.spawn(['cat']);
      await rig.ended(session);
      const file = rig.file(session, 'session.json');
      const damaged = damage(readFileSync(file, 'utf8'));
      writeFileSync(file, damaged);
      await rig.restartDaemon();
      const again = rig.sessions.get(session.sessionId);
      expect(SessionFacts.parse(again.facts())).toMatchObject({
        status: 'exited',
        reason: { code: 'meta_unreadable' },
      });
      expect(rig.output(again)).toBe('before\r\n');
      expect(readFileSync(file, 'utf8')).toBe(damaged); // for a person who may mend it
      expect(rig.sessions.get(other.sessionId).facts().status).toBe('running');
    },
  );

  it('[F35] whose session.json is damaged while it runs goes on, and can be stopped', async () => {
    const session = await rig.spawn(['cat']);
    writeFileSync(rig.file(session, 'session.json'), '');
    await rig.restartDaemon();
    const again = rig.sessions.get(session.sessionId);
    expect(again.facts().status).toBe('running');
    await again.stop();
    expect(again.facts()).toMatchObject({ status: 'exited', reason: { code: 'stopped' } });
  });

  it('[F35] whose last segment is cut short is readable to the last whole byte, and its end is told', async () => {
    const session = await rig.spawn(['printf', 'one two three']);
    await rig.ended(session);
    truncateSync(join(session.spool, '0000000000000000.out'), 7);
    await rig.restartDaemon();
    const frames: StreamFrame[] = [];
    rig.deskEvents.frame = (frame) => frames.push(frame);
    const { sessionId } = session;
    const viewer = { viewerName: 'ada', size: DEFAULT_SIZE, hadControl: false, mayControl: true, from: null };
    rig.desk.attach({ attachId: randomUUID(), sessionId, ...viewer });
    await rig.until(() => frames.at(-1)?.kind === 'end');
    const data = frames
      .filter((frame) => frame.kind === 'data')
      .map(({ bytes }) => Buffer.from(bytes).toString());
    expect(data.join('')).toBe('one two');
    expect(frames.at(-1)).toMatchObject({ kind: 'end', offset: 13 });
  });

  it('is still known as stopped by a person', async () => {
    const session = await rig.spawn(['cat']);
    await session.stop();
    await rig.restartDaemon();
    expect(rig.sessions.get(session.sessionId).facts()).toMatchObject({
      status: 'exited',
      reason: { code: 'stopped' },
    });
  });

  it('is readable although a part of its spool was dropped or damaged', async () => {
    const session = await rig.spawn(['bash', '-c', 'echo hello; cat']);
    await rig.printed(session, 'hello');
    rmSync(join(session.spool, '0000000000000000.marks'));
    await rig.restartDaemon();
    const again = rig.sessions.get(session.sessionId);
    expect(again.facts().status).toBe('running');
    expect(rig.output(again)).toContain('hello');
  });
});

it('a session asked to stop while it starts is stopped', async () => {
  const request = rig.request(['cat']);
  const spawning = rig.sessions.spawn(request);
  await rig.until(() => rig.sessions.find(request.sessionId) !== undefined);
  const facts = await rig.sessions.stop(request.sessionId);
  expect(facts).toMatchObject({ status: 'exited', reason: { code: 'stopped' } });
  expect((await spawning).sessionId).toBe(request.sessionId);
});

it('sessions stopped in the moment in which they have started are stopped', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const sessions = await Promise.all(Array.from({ length: 4 }, () => rig.spawn(['cat'])));
    await Promise.all(sessions.map((session) => session.stop()));
    for (const session of sessions) expect(session.facts().status).toBe('exited');
  }
});

it('[B18] one more than may run is refused, also when all are asked for at once, and leaves nothing behind', async () => {
  const small = new SessionRig({ maxRunning: 2 });
  onTestFinished(() => small.dispose());
  const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => small.spawn(['cat'])));
  const refusals = outcomes.filter((outcome) => outcome.status === 'rejected');
  expect(refusals.map(({ reason }) => reason.code)).toEqual(['too_many_sessions', 'too_many_sessions']);
  expect(small.sessions.facts().map(({ status }) => status)).toEqual(['running', 'running']);
  await small.sessions.running[0]?.stop();
  expect((await small.spawn(['cat'])).facts().status).toBe('running');
});
