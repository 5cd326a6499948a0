import { randomUUID } from 'node:crypto';
import { type HostFacts, type ProfileInfo, Session, type SpawnRequest } from '@drover/protocol';
import { describe, expect, it } from 'vitest';
import { hostFacts } from '../testing/facts.ts';
import { type Answered, codeOf } from '../testing/http-client.ts';
import type { TestDaemon } from '../testing/test-daemon.ts';
import { TestHub } from '../testing/test-hub.ts';

const outcome = (answered: Answered) => [answered.status, codeOf(answered)];
const CONVERSATION = 'b1d1e6a2-conversation';
const WORKTREE = { path: '/home/ada/worktrees/fence', branch: 'mend-the-fence' };

const profile = (name: string, resumes: Partial<ProfileInfo['resumes']>): ProfileInfo => ({
  name,
  displayName: name.toUpperCase(),
  color: '#5f8a4b',
  unavailable: null,
  hint: null,
  acceptsPrompt: true,
  acceptsModel: true,
  titleNames: false,
  shell: false,
  resumes: { newest: false, picked: false, listed: false, otherwise: 'refuse', ...resumes },
  untested: false,
});

const facts: HostFacts = {
  ...hostFacts,
  profiles: [
    profile('claude', { newest: true, picked: true }),
    profile('gemini', { newest: true }),
    profile('shell', {}),
  ],
};

async function hubWithAgents() {
  const hub = await TestHub.start();
  await hub.setUp();
  const { hostId, token } = hub.registerHost();
  const daemon = await hub.openDaemon(token);
  await daemon.hello({ facts });
  const asked: SpawnRequest[] = [];
  daemon.onCommand = (command) => {
    if (command.kind === 'spawn') asked.push(command.payload);
    return daemon.carryOut(command);
  };
  return { hub, hostId, token, daemon, asked };
}

const resume = (hub: TestHub, sessionId: string, more: object = {}) =>
  hub.post(`/api/sessions/${sessionId}/resume`, { commandId: randomUUID(), ...more });

const end = (daemon: TestDaemon, sessionId: string) =>
  daemon.change(sessionId, { status: 'exited', exit: { code: 0, signal: null }, endedAt: Date.now() });

describe('an ended session', () => {
  it('is resumed where it was, as what it was', async () => {
    const { hub, hostId, daemon, asked } = await hubWithAgents();
    await using _ = hub;
    const said = { task: 'Mend the fence', name: 'Fence', tags: ['wood'], model: 'opus', prompt: 'Begin.' };
    const first = await hub.spawn(hostId, { profile: 'claude', ...said });
    await daemon.change(first.sessionId, { conversationId: CONVERSATION, worktree: WORKTREE });
    await end(daemon, first.sessionId);
    const size = { cols: 90, rows: 30 };
    const answered = await resume(hub, first.sessionId, { size });
    expect(answered.status).toBe(201);
    const session = Session.parse(answered.body);
    expect(session).toMatchObject({ ...said, prompt: null, status: 'running', size });
    expect(session).toMatchObject({ resumedFrom: first.sessionId, conversationId: CONVERSATION });
    expect(asked.at(-1)).toEqual({
      sessionId: session.sessionId,
      profile: 'claude',
      projectDir: first.projectDir,
      parentId: null,
      worktree: { kind: 'existing', path: WORKTREE.path },
      conversation: { kind: 'resume', conversationId: CONVERSATION },
      model: 'opus',
      task: 'Mend the fence',
      prompt: null,
      size,
    });
    expect(hub.audit().at(-1)).toMatchObject({
      action: 'session_resumed',
      subjectName: 'Fence @ atlas',
      detail: { resumedFrom: first.sessionId },
    });
  });

  it('[F68] is resumed once by one command, also after a restart of the hub', async () => {
    const { hub, hostId, token, daemon, asked } = await hubWithAgents();
    await using _ = hub;
    const { sessionId } = await hub.spawn(hostId, { profile: 'gemini' });
    await end(daemon, sessionId);
    const commandId = randomUUID();
    const first = await resume(hub, sessionId, { commandId });
    expect(await resume(hub, sessionId, { commandId })).toMatchObject({ status: 200, body: first.body });
    await hub.restart();
    await hub.daemon(token, [...daemon.sessions.values()]);
    expect(await resume(hub, sessionId, { commandId })).toMatchObject({ status: 200, body: first.body });
    expect(asked).toHaveLength(2);
  });

  it('takes up the newest conversation where its own is not known', async () => {
    const { hub, hostId, daemon, asked } = await hubWithAgents();
    await using _ = hub;
    const { sessionId } = await hub.spawn(hostId, { profile: 'gemini' });
    await end(daemon, sessionId);
    expect((await resume(hub, sessionId)).status).toBe(201);
    expect(asked.at(-1)).toMatchObject({ conversation: { kind: 'newest' }, worktree: { kind: 'none' } });
  });

  it('that was archived or lost with its holder is resumed too', async () => {
    const { hub, hostId, daemon } = await hubWithAgents();
    await using _ = hub;
    const { sessionId } = await hub.spawn(hostId, { profile: 'claude' });
    const reason = { code: 'holder_died', message: 'Its holder died.' } as const;
    await daemon.change(sessionId, { conversationId: CONVERSATION, status: 'lost', reason });
    await hub.post(`/api/sessions/${sessionId}/archive`);
    expect((await resume(hub, sessionId)).status).toBe(201);
  });

  it('stays beside its parent', async () => {
    const { hub, hostId, daemon, asked } = await hubWithAgents();
    await using _ = hub;
    const parent = await hub.spawn(hostId, { profile: 'claude' });
    const { projectDir, sessionId: parentId } = parent;
    const { sessionId } = await hub.spawn(hostId, { profile: 'gemini', parentId, projectDir });
    await daemon.change(sessionId, { worktree: WORKTREE });
    await end(daemon, sessionId);
    expect(await resume(hub, sessionId)).toMatchObject({ status: 201, body: { parentId } });
    expect(asked.at(-1)).toMatchObject({ parentId, worktree: { kind: 'none' } });
  });

  it.each([
    ['runs', 'claude', { status: 'running' }, 'session_running'],
    ['is of a tool that resumes nothing', 'shell', {}, 'no_conversation'],
    [
      'is of a tool that cannot be given a conversation',
      'gemini',
      { conversationId: CONVERSATION },
      'no_conversation',
    ],
    ['never ran', 'claude', { status: 'failed' }, 'no_conversation'],
  ] as const)('that %s is not resumed', async (_what, name, change, code) => {
    const { hub, hostId, daemon, asked } = await hubWithAgents();
    await using _ = hub;
    const { sessionId } = await hub.spawn(hostId, { profile: name });
    await daemon.change(sessionId, { status: 'exited', endedAt: Date.now(), ...change });
    expect(outcome(await resume(hub, sessionId))).toEqual([409, code]);
    expect(asked).toHaveLength(1);
  });

  it('whose conversation goes on in another session that runs is not resumed', async () => {
    const { hub, hostId, daemon } = await hubWithAgents();
    await using _ = hub;
    const { sessionId } = await hub.spawn(hostId, { profile: 'claude' });
    await daemon.change(sessionId, { conversationId: CONVERSATION });
    await end(daemon, sessionId);
    const next = Session.parse((await resume(hub, sessionId)).body);
    expect(outcome(await resume(hub, sessionId))).toEqual([409, 'session_running']);
    await end(daemon, next.sessionId);
    expect((await resume(hub, sessionId)).status).toBe(201);
  });

  it('is not resumed on a host that is offline, or has lost the profile, or of nobody', async () => {
    const { hub, hostId, token, daemon } = await hubWithAgents();
    await using _ = hub;
    const { sessionId } = await hub.spawn(hostId, { profile: 'claude' });
    await end(daemon, sessionId);
    expect(outcome(await resume(hub, randomUUID()))).toEqual([404, 'no_session']);
    daemon.close();
    await expect.poll(() => hub.hub.fleet.host(hostId).online).toBe(false);
    expect(outcome(await resume(hub, sessionId))).toEqual([409, 'host_offline']);
    await hub.daemon(token, [...daemon.sessions.values()]);
    expect(outcome(await resume(hub, sessionId))).toEqual([422, 'unknown_profile']);
  });

  it('[B12] that its host refuses to resume leaves no session', async () => {
    const { hub, hostId, daemon } = await hubWithAgents();
    await using _ = hub;
    const { sessionId } = await hub.spawn(hostId, { profile: 'gemini' });
    await end(daemon, sessionId);
    const error = { code: 'no_conversation', message: 'There is none in this directory.' } as const;
    daemon.onCommand = () => ({ ok: false, error });
    expect(await resume(hub, sessionId)).toMatchObject({ status: 409, body: { error } });
    expect(hub.hub.fleet.sessions()).toHaveLength(1);
  });
});
