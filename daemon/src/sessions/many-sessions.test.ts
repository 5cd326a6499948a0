import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { Retention } from '../retention/retention.ts';
import { SessionRig } from '../testing/session-rig.ts';
import { processesOf } from './processes.ts';

const SESSIONS = process.env.DROVER_LONG === '1' ? 500 : 30;
const AT_ONCE = 5;

const openFiles = () => readdirSync('/proc/self/fd').length;

it('[F53] many sessions, one after the other, leave no file, process, socket or spool behind', async () => {
  const rig = new SessionRig();
  onTestFinished(() => rig.dispose());
  const retention = new Retention({
    sessions: rig.sessions,
    limits: { keepDays: 30, keepBytes: 1 },
    hubNow: () => undefined,
    log: pino({ level: 'silent' }),
  });
  const round = async () => {
    const sessions = await Promise.all(
      Array.from({ length: AT_ONCE }, () => rig.spawn(['bash', '-c', 'echo something; sleep 1000'])),
    );
    await Promise.all(sessions.map((session) => rig.printed(session, 'something')));
    await Promise.all(sessions.map((session) => session.stop()));
    retention.sweep();
    return sessions;
  };
  const [first] = await round(); // what is opened once is open now
  await expect.poll(() => readdirSync(rig.socketsDir)).toEqual([]);
  const before = openFiles();
  const all = [];
  for (let done = 0; done < SESSIONS; done += AT_ONCE) all.push(...(await round()));

  await expect.poll(openFiles).toBeLessThanOrEqual(before);
  await expect.poll(() => readdirSync(rig.socketsDir)).toEqual([]);
  expect(all.flatMap(({ sessionId }) => processesOf(sessionId, undefined))).toEqual([]);
  expect(readdirSync(dirname(dirname(first?.spool ?? '')))).toEqual([]);
  expect(rig.sessions.facts()).toEqual([]);
}, 600_000);
