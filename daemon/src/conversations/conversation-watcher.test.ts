import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Session } from '../sessions/session.ts';
import { SessionRig } from '../testing/session-rig.ts';
import { shippedProfile } from '../testing/tool-home.ts';
import { ConversationWatcher } from './conversation-watcher.ts';
import { Conversations } from './conversations.ts';

let home: string;
let rig: SessionRig;
let watcher: ConversationWatcher;
let profileName: string;
beforeEach(() => {
  profileName = 'codex';
  home = realpathSync(mkdtempSync(join(tmpdir(), 'drover-watched-')));
  mkdirSync(join(home, '.codex/sessions/2026/11/21'), { recursive: true });
  watcher = new ConversationWatcher({
    conversations: new Conversations({ home, hostEnv: {}, heldBy: () => new Set() }),
    profileOf: () => shippedProfile(profileName),
    sessions: () => [...rig.sessions.running, ...rig.sessions.ended],
    log: pino({ level: 'silent' }),
  });
  rig = new SessionRig({ watchers: [watcher] });
});
afterEach(async () => {
  watcher.stop();
  await rig.dispose();
  rmSync(home, { recursive: true, force: true });
});

/**
 * A stand-in for a tool that names its conversations itself: each line that it is told begins one, which has the line
 * as its id. With `exec` its file stays open.
 */
const TOOL = String.raw`
  while read -r id; do
    file="$HOME/.codex/sessions/2026/11/21/rollout-$id.jsonl"
    now=$(date -u +%Y-%m-%dT%H:%M:%S.%3NZ)
    [ "$KEEP_OPEN" ] && exec 7>>"$file"
    {
      printf '{"type":"session_meta","timestamp":"%s","payload":{"id":"%s","cwd":"%s"}}\n' "$now" "$id" "$PWD"
      printf '{"type":"response_item","payload":{"type":"message","role":"user","content":"hi"}}\n'
    } >>"$file"
    echo "begun $id"
  done`;

const start = (env: Record<string, string> = {}) => rig.spawn(['bash', '-c', TOOL], { HOME: home, ...env });

async function begin(session: Session, id: string): Promise<void> {
  await session.input(Buffer.from(`${id}\n`));
  await rig.printed(session, `begun ${id}`);
}

const idOf = (session: Session) => session.facts().conversationId;

it('A session learns the conversation that its tool has begun, and a later daemon still knows it', async () => {
  const session = await start();
  expect(idOf(session)).toBeNull();
  await begin(session, 'first');
  await rig.until(() => idOf(session) === 'first');
  await rig.restartDaemon();
  expect(idOf(rig.sessions.get(session.sessionId))).toBe('first');
});

it('Two sessions of a directory learn theirs when their tools keep the files open', async () => {
  const [one, two] = await Promise.all([start({ KEEP_OPEN: '1' }), start({ KEEP_OPEN: '1' })]);
  await begin(one, 'of-one');
  await begin(two, 'of-two');
  await rig.until(() => idOf(one) === 'of-one' && idOf(two) === 'of-two');
});

it('A session that has ended learns what it began last', async () => {
  const session = await start();
  await begin(session, 'last');
  await session.stop();
  await rig.until(() => idOf(session) === 'last');
});

it('A session holds what its tool says itself, for example after another one was begun', async () => {
  profileName = 'claude';
  const session = await start();
  watcher.told(session, '2c806677-8921-41d8-8730-db0cef541470');
  expect(idOf(session)).toBe('2c806677-8921-41d8-8730-db0cef541470');
  watcher.told(session, '../../etc/passwd');
  watcher.told(session, { id: 1 });
  expect(idOf(session)).toBe('2c806677-8921-41d8-8730-db0cef541470');
});
