import { randomUUID } from 'node:crypto';
import type { SpawnBody, SpawnRequest } from '@drover/protocol';
import { describe, expect, it } from 'vitest';
import { type Answered, codeOf } from '../testing/http-client.ts';
import { spawnBody, TestHub } from '../testing/test-hub.ts';

const outcome = (answered: Answered) => [answered.status, codeOf(answered)];

async function hubWithHost() {
  const hub = await TestHub.start();
  await hub.setUp();
  const { hostId, token } = hub.registerHost();
  const daemon = await hub.daemon(token);
  const asked: SpawnRequest[] = [];
  daemon.onCommand = (command) => {
    if (command.kind === 'spawn') asked.push(command.payload);
    return daemon.carryOut(command);
  };
  return { hub, hostId, token, daemon, asked };
}

describe('a session', () => {
  it('is asked for with all that was chosen', async () => {
    const { hub, hostId, asked } = await hubWithHost();
    await using _ = hub;
    const chosen = {
      worktree: { kind: 'new', branch: 'mend-the-fence', base: 'origin/main', setup: null },
      conversation: { kind: 'newest' },
      model: 'opus',
      task: 'Mend',
      prompt: 'Begin.\nThen go on.',
    } satisfies Partial<SpawnBody>;
    await hub.spawn(hostId, chosen);
    expect(asked).toMatchObject([{ ...chosen, parentId: null }]);
  });

  it('is asked for in the plainest way when nothing was chosen', async () => {
    const { hub, hostId, asked } = await hubWithHost();
    await using _ = hub;
    await hub.spawn(hostId);
    const plain = { worktree: { kind: 'none' }, conversation: { kind: 'new' }, model: null, prompt: null };
    expect(asked).toMatchObject([plain]);
  });

  it('keeps what people said of it, whatever its host tells, also over a restart', async () => {
    const { hub, hostId, token, daemon } = await hubWithHost();
    await using _ = hub;
    const said = { name: 'Fence', tags: ['wood', 'garden', 'wood'], prompt: 'Begin.' };
    const { sessionId } = await hub.spawn(hostId, said);
    await daemon.change(sessionId, { notice: 'It began anew.', model: 'opus' });
    const shown = { name: 'Fence', tags: ['wood', 'garden'], prompt: 'Begin.', resumedFrom: null };
    expect(hub.hub.fleet.session(sessionId)).toMatchObject({ ...shown, notice: 'It began anew.' });
    await hub.restart();
    expect(hub.hub.fleet.session(sessionId)).toMatchObject({ ...shown, notice: 'It began anew.' });
    await hub.daemon(token, [...daemon.sessions.values()]);
    expect(hub.hub.fleet.session(sessionId)).toMatchObject({ ...shown, model: 'opus' });
  });

  it('is edited in what is given, and audited by the names of that', async () => {
    const { hub, hostId } = await hubWithHost();
    await using _ = hub;
    const { sessionId } = await hub.spawn(hostId, { task: 'Mend', name: 'Fence', tags: ['wood'] });
    const edit = (body: object) => hub.ask({ method: 'PATCH', path: `/api/sessions/${sessionId}`, body });
    expect(await edit({ name: null, tags: ['a', 'b', 'a'] })).toMatchObject({
      status: 200,
      body: { task: 'Mend', name: null, tags: ['a', 'b'] },
    });
    expect(hub.audit().at(-1)).toMatchObject({ action: 'session_edited', detail: { changed: 'name, tags' } });
    const lines = hub.audit().length;
    expect((await edit({})).status).toBe(200);
    expect(hub.audit()).toHaveLength(lines);
    expect(outcome(await edit({ name: 'two\nlines' }))).toEqual([422, 'invalid_body']);
    expect(outcome(await edit({ tags: ['two words'] }))).toEqual([422, 'invalid_body']);
  });
});

describe('a companion', () => {
  it('is opened beside its parent, also when that has ended', async () => {
    const { hub, hostId, daemon, asked } = await hubWithHost();
    await using _ = hub;
    const { sessionId: parentId, projectDir } = await hub.spawn(hostId, { task: 'Mend' });
    expect(await hub.spawn(hostId, { parentId, projectDir })).toMatchObject({ parentId, task: null });
    await daemon.change(parentId, { status: 'exited', endedAt: Date.now() });
    expect(await hub.spawn(hostId, { parentId, projectDir })).toMatchObject({ parentId });
    expect(asked).toMatchObject([{ parentId: null }, { parentId }, { parentId }]);
  });

  it('is not opened beside what is not there, is elsewhere, or in another place than that', async () => {
    const { hub, hostId } = await hubWithHost();
    await using _ = hub;
    const other = hub.registerHost('boreas');
    await hub.daemon(other.token);
    const { sessionId: parentId, projectDir } = await hub.spawn(hostId);
    const post = (host: string, change: Partial<SpawnBody>) =>
      hub.post('/api/sessions', spawnBody(host, { projectDir, parentId, ...change }));
    expect(outcome(await post(hostId, { parentId: randomUUID() }))).toEqual([404, 'no_session']);
    expect(outcome(await post(other.hostId, {}))).toEqual([404, 'no_session']);
    expect(outcome(await post(hostId, { projectDir: '/etc' }))).toEqual([422, 'invalid_body']);
    const worktree = { kind: 'existing', path: '/w' } as const;
    expect(outcome(await post(hostId, { worktree }))).toEqual([422, 'invalid_body']);
    expect(hub.hub.fleet.sessions()).toHaveLength(1);
  });
});
