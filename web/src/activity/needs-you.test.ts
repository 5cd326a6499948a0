import { describe, expect, test } from 'vitest';
import { activity, ask } from '../testing/activity-samples.ts';
import { host, session } from '../testing/samples.ts';
import { answersInSight, shortDetail, waitingSessions, waitingWords, whyNotAllowed } from './needs-you.ts';

const near = host();
const far = host({ online: false });
const hosts = new Map([near, far].map((one) => [one.hostId, one]));
const waitingFor = (since: number) => activity({ state: 'waiting', reason: 'permission', since });

describe('those that need a person', () => {
  test('are those that wait, longest first', () => {
    const [late, early] = [20, 10].map((since) =>
      session({ hostId: near.hostId, activity: waitingFor(since) }),
    );
    const others = [
      session({ hostId: near.hostId, activity: activity({ state: 'idle' }) }),
      session({ hostId: near.hostId, activity: activity({ state: 'stalled' }) }),
      session({ hostId: near.hostId }),
    ];
    const found = waitingSessions(
      [...others, late, early].filter((one) => one !== undefined),
      hosts,
    );
    expect(found).toEqual([early, late]);
  });

  test('are not those that ended, nor those on a host of which nobody knows', () => {
    const ended = session({ hostId: near.hostId, status: 'exited', activity: waitingFor(0) });
    const away = session({ hostId: far.hostId, activity: waitingFor(0) });
    const nowhere = session({ activity: waitingFor(0) });
    expect(waitingSessions([ended, away, nowhere], hosts)).toEqual([]);
  });
});

test.each([
  ['permission', 'Bash', 'asks permission: Bash'],
  ['permission', null, 'asks permission'],
  ['question', 'AskUserQuestion', 'asks a question'],
  ['plan', 'ExitPlanMode', 'shows a plan'],
  ['login', null, 'needs a login'],
  ['limit', null, 'has reached a limit'],
  [null, null, 'waits for you'],
] as const)('waiting for %s with the tool %s %s', (reason, tool, words) => {
  expect(waitingWords(activity({ state: 'waiting', reason, ask: ask({ tool }) }))).toBe(words);
});

describe('what it asks for', () => {
  test.each([
    ['rm -rf build', true],
    ['a\nb\nc\nd', true],
    ['a\nb\nc\nd\ne', false],
    ['x'.repeat(240), true],
    ['x'.repeat(241), false],
  ])('%j is whole at first: %s', (detail, whole) => expect(shortDetail(detail).whole).toBe(whole));

  test('can be allowed only once all of it is in sight, and denied at once', () => {
    const long = ask({ detail: `${'true && '.repeat(60)} rm -rf /` });
    expect(answersInSight(long, false)).toEqual(['deny']);
    expect(answersInSight(long, true)).toEqual(['allow', 'deny']);
    expect(answersInSight(ask(), false)).toEqual(['allow', 'deny']);
  });

  test('cannot be allowed when its end was cut off', () => {
    const cut = ask({ detail: `${'x'.repeat(1_999)}…` });
    expect(answersInSight(cut, true)).toEqual(['deny']);
    expect(whyNotAllowed(cut)).toMatch(/in its terminal/);
    expect(whyNotAllowed(ask())).toBeNull();
  });

  test('takes no answers that its program does not', () => {
    expect(answersInSight(ask({ answers: [] }), true)).toEqual([]);
    expect(whyNotAllowed(ask({ answers: [], detail: `${'x'.repeat(1_999)}…` }))).toBeNull();
  });
});
