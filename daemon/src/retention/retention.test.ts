import { existsSync, readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SessionRig } from '../testing/session-rig.ts';
import { type Ended, expired, Retention } from './retention.ts';

const DAY_MS = 24 * 60 * 60_000;
const NOW = 1_800_000_000_000;

const ended = (sessionId: string, daysAgo: number, change: Partial<Ended> = {}): Ended => ({
  sessionId,
  endedAt: NOW - daysAgo * DAY_MS,
  bytes: 100,
  isViewed: false,
  ...change,
});

describe('of ended sessions', () => {
  const limits = { keepDays: 30, keepBytes: 1_000 };

  it('those go that ended too long ago', () => {
    expect(expired([ended('new', 1), ended('old', 31), ended('edge', 29)], limits, NOW)).toEqual(['old']);
  });

  it('the oldest go that are more than is kept', () => {
    const sessions = [
      ended('a', 3, { bytes: 500 }),
      ended('b', 1, { bytes: 600 }),
      ended('c', 2, { bytes: 300 }),
    ];
    expect(expired(sessions, limits, NOW)).toEqual(['a']);
  });

  it('one that somebody looks at stays', () => {
    expect(expired([ended('old', 31, { isViewed: true })], limits, NOW)).toEqual([]);
  });

  it('[F36] none is too old by a clock that cannot be trusted', () => {
    expect(expired([ended('old', 3_650)], limits, undefined)).toEqual([]);
  });
});

describe('a sweep', () => {
  let rig: SessionRig;
  beforeEach(() => {
    rig = new SessionRig();
  });
  afterEach(() => rig.dispose());

  const sweep = (keepBytes: number, hubNow: number | undefined) =>
    new Retention({
      sessions: rig.sessions,
      limits: { keepDays: 30, keepBytes },
      hubNow: () => hubNow,
      log: pino({ level: 'silent' }),
    }).sweep();

  it('removes the folder of an ended session, and leaves one that runs alone', async () => {
    const running = await rig.spawn(['bash', '-c', 'echo much; cat']);
    const gone = await rig.spawn(['echo', 'much']);
    await rig.printed(running, 'much');
    await rig.ended(gone);
    sweep(1, Date.now());
    expect(existsSync(dirname(gone.spool))).toBe(false);
    expect(readdirSync(dirname(dirname(running.spool)))).toEqual([running.sessionId]);
    expect(() => rig.sessions.get(gone.sessionId)).toThrow('not kept');
    await rig.restartDaemon();
    expect(rig.sessions.facts().map(({ sessionId }) => sessionId)).toEqual([running.sessionId]);
  });

  it('[F36] removes nothing for its age when this clock and the hub’s are years apart', async () => {
    const session = await rig.spawn(['echo', 'much']);
    await rig.ended(session);
    sweep(1_000_000, Date.now() + 3_650 * DAY_MS);
    sweep(1_000_000, undefined);
    expect(existsSync(session.spool)).toBe(true);
  });
});
