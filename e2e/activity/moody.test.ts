import { readFileSync, statSync } from 'node:fs';
import { ReportedActivity } from '@drover/daemon/src/activity/report.ts';
import { expect, it } from 'vitest';
import { withMoodyAgent } from '../harness/moody.ts';
import { Stage } from '../harness/stage.ts';
import { WatchedSession } from '../harness/watched-session.ts';

const openStage = () => Stage.open(withMoodyAgent());
const startMoody = (stage: Stage) => WatchedSession.start(stage, { profile: 'moody' });

it('an agent that the code has never heard of tells by its profile alone what it does', async () => {
  await using stage = await openStage();
  const moody = await startMoody(stage);
  await moody.does({ state: 'idle', confidence: 'likely', evidence: { source: 'screen' }, ask: null });
  const moods = [
    ['permission', { reason: 'permission', ask: { tool: 'shell', detail: 'npm test', answers: [] } }],
    ['question', { reason: 'question', ask: { detail: 'Which colour shall the button have?', answers: [] } }],
    ['plan', { reason: 'plan', ask: { detail: '1. Read the code\n2. Change it', answers: [] } }],
    ['login', { reason: 'login', ask: null }],
    ['limit', { reason: 'limit', ask: null }],
  ] as const;
  for (const [mood, expected] of moods) {
    await moody.enter(mood);
    await moody.does({ state: 'waiting', ...expected });
  }
  await moody.enter('work');
  await moody.does({ state: 'working', reason: null });
  await moody.enter('hang');
  await moody.does({ state: 'stalled', reason: null });
  await moody.enter('idle');
  await moody.does({ state: 'idle' });
});

it('what its hook asks is answered from the dashboard, once', async () => {
  await using stage = await openStage();
  const moody = await startMoody(stage);
  await moody.does({ state: 'idle' });
  for (const [answer, words] of [
    ['allow', 'allowed from the dashboard'],
    ['deny', 'denied from the dashboard'],
  ] as const) {
    await moody.enter('ask rm -r build');
    const { ask } = await moody.does({
      ...{ state: 'waiting', reason: 'permission', confidence: 'certain', evidence: { source: 'hook' } },
      ask: { tool: 'shell', detail: 'rm -r build', answers: ['allow', 'deny'] },
    });
    const askId = ask?.askId ?? '';
    await moody.answer(askId, answer);
    await moody.viewer.shows(words);
    await moody.does({ state: 'working', ask: null });
    await expect(moody.answer(askId, answer)).rejects.toThrow('nothing_asked');
  }
});

it('what its hook asks may be answered in its terminal as ever', async () => {
  await using stage = await openStage();
  const moody = await startMoody(stage);
  await moody.does({ state: 'idle' });
  await moody.enter('ask rm -r build');
  const { ask } = await moody.does({ state: 'waiting', evidence: { source: 'hook' } });
  await moody.enter('no');
  await moody.viewer.shows('denied here');
  await moody.does({ state: 'idle', evidence: { source: 'screen' } });
  await expect(moody.answer(ask?.askId ?? '', 'allow')).rejects.toThrow('nothing_asked');
});

it('a daemon that comes back hears the hooks of sessions that run since before', async () => {
  await using stage = await openStage();
  const moody = await startMoody(stage);
  await moody.does({ state: 'idle' });
  await moody.viewer.comesBackAfter(async () => {
    await stage.drover.daemon.kill();
    await stage.drover.startDaemon();
  });
  await moody.does({ state: 'idle' });
  await moody.enter('ask rm -r build');
  await moody.does({ state: 'waiting', ask: { detail: 'rm -r build', answers: ['allow', 'deny'] } });
});

it('the evidence of a wrong verdict is kept as a fixture, for its owner alone', async () => {
  await using stage = await openStage();
  const moody = await startMoody(stage);
  await moody.enter('question');
  await moody.does({ state: 'waiting', reason: 'question' });
  const { file } = await moody.report({ state: 'idle', reason: null, note: 'It only looks so.' });
  const kept = ReportedActivity.parse(JSON.parse(readFileSync(file, 'utf8')));
  expect(kept).toMatchObject({
    profile: 'moody',
    told: { state: 'waiting', reason: 'question' },
    right: { state: 'idle', reason: null, note: 'It only looks so.' },
    observed: { hook: null, title: null },
  });
  expect(kept.observed.screen?.value).toContain('Question: Which colour shall the button have?');
  expect(statSync(file).mode & 0o777).toBe(0o600);
});
