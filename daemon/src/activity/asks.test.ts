import { ActivityRules, type Json } from '@drover/profiles';
import type { Activity } from '@drover/protocol';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Session } from '../sessions/session.ts';
import { SessionActivity } from './session-activity.ts';

const RULES = ActivityRules.parse({
  hooks: {
    rules: [
      { where: { event: 'plan' }, state: 'waiting', reason: 'plan', detail: ['plan'] },
      {
        ...{
          where: { event: 'ask' },
          state: 'waiting',
          reason: 'permission',
          tool: ['tool'],
          detail: ['run'],
        },
        answers: { allow: { do: 'it' }, deny: { leave: 'it' } },
      },
    ],
  },
  screen: [{ pattern: 'Run (?P<detail>.+)\\?', state: 'waiting', reason: 'permission' }],
});

let told: Activity | null;
let screen: string[];
let activity: SessionActivity;

const start = (mayAnswer: boolean) =>
  new SessionActivity({
    session: { learn: (part: { activity: Activity }) => (told = part.activity) } as unknown as Session,
    agent: { pid: process.pid, startTicks: 0 },
    rules: RULES,
    screenText: async () => screen,
    conversation: () => {},
    mayAnswer,
  });

beforeEach(() => {
  told = null;
  screen = [];
  activity = start(true);
});
afterEach(() => activity.end());

const hear = (body: Json) => activity.heard(body, new AbortController().signal);
const ask = (run: Json) => hear({ event: 'ask', tool: 'Bash', run });

it('an ask is answered by its own words', async () => {
  const answered = ask('ls');
  expect(told).toMatchObject({ ask: { tool: 'Bash', detail: 'ls', answers: ['allow', 'deny'] } });
  expect(activity.answer(told?.ask?.askId ?? '', 'allow')).toBe(true);
  expect(await answered).toEqual({ do: 'it' });
});

it('where nobody may type, nobody answers: the tool asks in its terminal alone', async () => {
  activity.end();
  activity = start(false);
  expect(await ask('ls')).toEqual({});
  expect(told).toMatchObject({ reason: 'permission', ask: { detail: 'ls', answers: [] } });
});

it('what is asked for beside it cannot be answered in its place', async () => {
  void ask('rm -rf .');
  await hear({ event: 'plan', plan: 'Read the code' });
  expect(told).toMatchObject({ reason: 'plan', ask: { detail: 'Read the code', answers: [] } });
  expect(activity.answer(told?.ask?.askId ?? '', 'allow')).toBe(false);
});

it('what stands on the screen is no word of the hook that waits', async () => {
  screen = ['Run ls?'];
  activity.tick();
  await expect.poll(() => told?.ask?.detail).toBe('ls');
  void ask(null);
  expect(told).toMatchObject({ ask: { tool: 'Bash', detail: null, answers: ['deny'] } });
});

it('the next ask comes to light when the first is answered, with an id of its own', async () => {
  void ask('ls');
  void ask('rm -rf .');
  const first = told?.ask;
  activity.answer(first?.askId ?? '', 'allow');
  expect(told).toMatchObject({ ask: { detail: 'rm -rf .' } });
  expect(activity.answer(first?.askId ?? '', 'allow')).toBe(false);
});

it('of what is too long to be read only the beginning is kept, and it can be denied alone', () => {
  void ask(`echo ${'x'.repeat(3_000_000)}`);
  expect(told?.ask).toMatchObject({ answers: ['deny'] });
  expect(told?.ask?.detail).toHaveLength(2_000);
});
