import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ActivityRules, loadProfiles, type Profile, SHIPPED_PROFILES } from '@drover/profiles';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Session } from '../sessions/session.ts';
import { SessionRig } from '../testing/session-rig.ts';
import { runFirst } from '../worktrees/index.ts';
import { ActivityWatcher } from './index.ts';

let rig: SessionRig;
let watcher: ActivityWatcher;
let profile: Profile;
let conversations: unknown[];

const shipped = (name: string): Profile => {
  const found = loadProfiles(SHIPPED_PROFILES).profiles.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`there is no profile ${name}`);
  return found;
};

/** Bash that is known by these rules. */
const use = (rules: object) => {
  profile = { ...shipped('bash'), activity: ActivityRules.parse(rules) };
};

beforeEach(() => {
  conversations = [];
  profile = shipped('bash');
  watcher = new ActivityWatcher({
    profileOf: () => profile,
    screens: { text: (sessionId) => rig.screens.text(sessionId) },
    answerDenial: null,
    conversation: (_session, conversationId) => conversations.push(conversationId),
    get stateDir() {
      return rig.projectDir;
    },
  });
  rig = new SessionRig({ watchers: [watcher] });
});
afterEach(async () => {
  await rig.dispose();
  watcher.stop();
});

const BASH = ['bash', '--norc', '--noprofile', '-i'];

const type = (session: Session, text: string) => session.input(Buffer.from(text));

const does = (session: Session, expected: object) =>
  expect.poll(() => session.learned.activity, { timeout: 15_000 }).toMatchObject(expected);

it('a shell works while a job runs in the foreground, and is idle at its prompt', async () => {
  const session = await rig.spawn(BASH, { PS1: '$ ' });
  await does(session, { state: 'idle', confidence: 'likely', evidence: { source: 'process' } });
  await type(session, 'cat\r');
  await does(session, {
    state: 'working',
    doing: 'cat',
    evidence: { words: 'it runs cat in the foreground' },
  });
  await type(session, '\x04');
  await does(session, { state: 'idle', doing: null });
});

it('a job of several commands is named by one that still runs', async () => {
  const session = await rig.spawn(BASH, { PS1: '$ ' });
  await type(session, 'true | cat - /dev/tty\r');
  await does(session, { state: 'working', doing: 'cat' });
});

it('a job in the background is no work of the shell', async () => {
  const session = await rig.spawn(BASH, { PS1: '$ ' });
  await type(session, 'sleep 60 & cat\r');
  await does(session, { state: 'working', doing: 'cat' });
  await type(session, '\x04');
  await does(session, { state: 'idle' });
});

it.each(['bash', 'claude', 'codex', 'none'])(
  'a failed line of the set-up is a question, whatever the profile: %s',
  async (name) => {
    if (name === 'none') use({});
    else profile = shipped(name);
    const session = await rig.spawn([...runFirst(rig.projectDir, ['exit 3']), ...BASH], { PS1: '$ ' });
    const asks = {
      ...{ state: 'waiting', reason: 'question', confidence: 'likely' },
      evidence: { source: 'title', words: 'a line of its set-up failed' },
      ask: { tool: null, detail: expect.stringContaining('Its terminal asks'), answers: [] },
    };
    await does(session, asks);
    await type(session, 'x\r');
    await does(session, asks);
    await type(session, '\r');
    await does(session, { state: 'idle', ask: null });
  },
);

it('what nothing is known of works while it prints, and that is a guess', async () => {
  use({});
  const session = await rig.spawn(['sh', '-c', 'while :; do echo x; sleep 0.2; done']);
  await does(session, { state: 'working', confidence: 'guess', evidence: { source: 'output' } });
});

it('what is silent has stalled, unless it uses the processor', async () => {
  use({ title: [{ pattern: 'busy', state: 'working' }], stalledAfterSeconds: 3 });
  const title = "printf '\\033]0;busy\\007'";
  const silent = await rig.spawn(['sh', '-c', `${title}; sleep 60`]);
  const computing = await rig.spawn(['sh', '-c', `${title}; while :; do :; done`]);
  await does(silent, { state: 'stalled', evidence: { source: 'title' } });
  await does(computing, { state: 'working' });
});

it('a file in which the tool writes down its state is followed, and no more of it kept than is read', async () => {
  use({
    stateFile: {
      ...{ folder: '~/.tool', folderVariable: 'TOOL_HOME', path: 'state-{pid}.json' },
      ...{ processStart: 'start', changedAt: 'at', conversationId: 'chat' },
      rules: [
        { where: { state: 'asks' }, state: 'waiting', reason: 'question', detail: ['what'] },
        { where: { state: 'works' }, state: 'working' },
      ],
    },
  });
  const session = await rig.spawn(['sleep', '60'], { TOOL_HOME: rig.projectDir });
  const { pid = 0, startTicks: start = 0 } = session.agent ?? {};
  const write = (state: object) =>
    writeFileSync(join(rig.projectDir, `state-${pid}.json`), JSON.stringify(state));
  const at = Date.now() - 5_000;
  write({ state: 'works', start: String(start), at, chat: 'c1' });
  await does(session, { state: 'working', since: at, confidence: 'certain' });
  expect(conversations).toContain('c1');
  write({ state: 'asks', start: String(start), what: 'Which one?', secret: 'swordfish' });
  await does(session, { state: 'waiting', reason: 'question', ask: { detail: 'Which one?', answers: [] } });
  const { file } = await watcher.report(session, { state: 'idle', reason: null, note: null });
  expect(readFileSync(file, 'utf8')).not.toContain('swordfish');
});

it('a session that has ended does nothing, and asks for nothing', async () => {
  const session = await rig.spawn(BASH, { PS1: '$ ' });
  await does(session, { state: 'idle' });
  await session.stop();
  expect(session.facts().activity).toBeNull();
  expect(() => watcher.answer(session, 'any', 'allow')).toThrow('does not ask for that any more');
  await expect(watcher.report(session, { state: 'idle', reason: null, note: null })).rejects.toThrow('ended');
});
