import { ActivityState, type EvidenceSource, WaitingReason } from '@drover/protocol';
import { describe, expect, test } from 'vitest';
import { activity } from '../testing/activity-samples.ts';
import { activityLook, doingWords, evidenceSource, REASON_WORDS, STATE_WORDS } from './activity-words.ts';

describe('an activity in words', () => {
  test.each([
    [{ state: 'working' }, 'Working', 'good'],
    [{ state: 'waiting', reason: 'permission' }, 'Asks permission', 'warn'],
    [{ state: 'waiting', reason: 'question' }, 'Asks a question', 'warn'],
    [{ state: 'waiting', reason: 'plan' }, 'Shows a plan', 'warn'],
    [{ state: 'waiting', reason: 'login' }, 'Needs a login', 'warn'],
    [{ state: 'waiting', reason: 'limit' }, 'Limit reached', 'warn'],
    [{ state: 'waiting', reason: null }, 'Waiting', 'warn'],
    [{ state: 'idle' }, 'Idle', 'neutral'],
    [{ state: 'stalled' }, 'Stalled', 'bad'],
  ] as const)('%j', (parts, word, tone) => {
    expect(activityLook(activity(parts))).toEqual({ word, tone });
  });

  test('says of a guess that it is one', () => {
    expect(activityLook(activity({ state: 'idle', confidence: 'guess' })).word).toBe('Idle?');
  });

  test('has words for all that the protocol knows', () => {
    expect(Object.keys(STATE_WORDS)).toEqual(ActivityState.options);
    expect(Object.keys(REASON_WORDS)).toEqual(WaitingReason.options);
  });
});

test.each([
  ['hook', 'certain', 'Certain: told by the program itself.'],
  ['screen', 'likely', 'Likely: read on its screen.'],
  ['output', 'guess', 'A guess: judged by its output.'],
] as const)('evidence from %s is %s', (source: EvidenceSource, confidence, sentence) => {
  expect(evidenceSource(activity({ confidence, evidence: { source, words: 'x' } }))).toBe(sentence);
});

test('what a session does is the command of its shell, else what its agent says', () => {
  const shell = { directory: null, command: 'make', startedAt: 0, ended: null };
  const testing = activity({ doing: 'Bash: npm test' });
  expect(doingWords({ activity: testing, shell })).toBe('make');
  expect(doingWords({ activity: testing, shell: null })).toBe('Bash: npm test');
  expect(doingWords({ activity: null, shell: null })).toBeNull();
});
