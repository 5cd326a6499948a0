import { randomUUID } from 'node:crypto';
import type { Answer, Command, Rescue } from '@drover/protocol';
import { describe, expect, it } from 'vitest';
import { type Answered, codeOf } from '../testing/http-client.ts';
import { TestHub } from '../testing/test-hub.ts';

const outcome = (answered: Answered) => [answered.status, codeOf(answered)];
const PATH = '/home/ada/worktrees/fence';

const rescue: Rescue = {
  project: '/home/ada/git/drover',
  ref: 'refs/drover/rescue/fence-1',
  branch: 'mend-the-fence',
  savedAt: 1_800_000_000_000,
  changedFiles: 3,
  ignoredFiles: 0,
};

async function hubWithHost(answer?: unknown) {
  const hub = await TestHub.start({ timings: { commandDeadline: 300 } });
  await hub.setUp();
  const { hostId, token } = hub.registerHost();
  const daemon = await hub.daemon(token);
  const asked: Pick<Command, 'kind' | 'payload'>[] = [];
  daemon.onCommand = (command) => {
    asked.push({ kind: command.kind, payload: command.payload });
    return answer === undefined ? daemon.carryOut(command) : { ok: true, value: answer };
  };
  const get = (what: string) => hub.ask({ path: `/api/hosts/${hostId}/${what}` });
  const post = (what: string, body: object) => hub.post(`/api/hosts/${hostId}/worktrees/${what}`, body);
  return { hub, hostId, token, daemon, asked, get, post };
}

describe('the projects of a host', () => {
  const list = {
    projects: [
      {
        path: '/g/a',
        name: 'a',
        branch: 'main',
        git: true,
        remoteUrl: 'https://example.org/a',
        changedFiles: 2,
        lastUsedAt: 5,
      },
    ],
    truncated: false,
    scannedAt: 7,
  };

  it('are as it saw them last, or as they are now', async () => {
    const { hub, get, asked } = await hubWithHost(list);
    await using _ = hub;
    expect(await get('projects')).toMatchObject({ status: 200, body: list });
    await get('projects?refresh=true');
    const payloads = asked.map(({ payload }) => payload);
    expect(payloads).toEqual([{ refresh: false }, { refresh: true }]);
    expect(outcome(await get('projects?refresh=perhaps'))).toEqual([422, 'invalid_query']);
  });

  it('are asked of it only while it is there', async () => {
    const { hub, hostId, daemon, get } = await hubWithHost();
    await using _ = hub;
    const path = `/api/hosts/${randomUUID()}/projects`;
    expect(outcome(await hub.ask({ path }))).toEqual([404, 'not_found']);
    daemon.close();
    await expect.poll(() => hub.hub.fleet.host(hostId).online).toBe(false);
    for (const what of ['projects', 'project?path=/g', 'conversations?profile=claude&path=/g', 'worktrees'])
      expect(outcome(await get(what))).toEqual([409, 'host_offline']);
  });

  it('are told one by one, with their branches', async () => {
    const git = {
      branch: 'main',
      head: 'a1',
      upstream: 'origin/main',
      ahead: 1,
      behind: 0,
      changedFiles: 2,
    };
    const details = { path: '/g/a b', git, branches: ['main'], setup: null, setupFault: null };
    const { hub, get, asked } = await hubWithHost(details);
    await using _ = hub;
    expect(await get('project?path=%2Fg%2Fa%20b')).toMatchObject({ status: 200, body: details });
    expect(asked).toEqual([{ kind: 'inspect_project', payload: { path: '/g/a b' } }]);
    expect(outcome(await get('project'))).toEqual([422, 'invalid_query']);
  });

  it('have conversations, by profile', async () => {
    const { hub, get, asked } = await hubWithHost();
    await using _ = hub;
    const body = { conversations: [], truncated: false };
    expect(await get('conversations?profile=claude&path=/g')).toMatchObject({ status: 200, body });
    expect(asked).toEqual([{ kind: 'list_conversations', payload: { profile: 'claude', path: '/g' } }]);
    expect(outcome(await get('conversations?profile=/usr/bin/id&path=/g'))).toEqual([422, 'invalid_query']);
  });

  it('[B38] that are not told in time are worth another try', async () => {
    const { hub, daemon, get } = await hubWithHost();
    await using _ = hub;
    daemon.onCommand = () => null;
    expect(await get('worktrees')).toMatchObject({
      status: 504,
      body: { error: { code: 'timeout', message: 'Host `atlas` has not answered for 0.3 s; try again.' } },
    });
  });

  it('[B41] that make no sense are not passed on', async () => {
    const { hub, get } = await hubWithHost({ worktrees: 'all' });
    await using _ = hub;
    expect(outcome(await get('worktrees'))).toEqual([502, 'protocol_error']);
  });
});

describe('a worktree', () => {
  it('is removed in the way that was asked for, and audited with where its state is', async () => {
    const { hub, hostId, asked, post } = await hubWithHost({ rescue });
    await using _ = hub;
    const body = { path: PATH, how: { kind: 'save' } };
    expect(await post('remove', body)).toMatchObject({ status: 200, body: { rescue } });
    expect(asked).toEqual([{ kind: 'remove_worktree', payload: body }]);
    expect(hub.audit().at(-1)).toMatchObject({
      action: 'worktree_removed',
      subject: hostId,
      subjectName: 'atlas',
      detail: { path: PATH, how: 'save', ref: rescue.ref },
    });
  });

  it.each(['worktree_in_use', 'worktree_at_risk'] as const)(
    '[F69] stays when the host says %s, and nothing is audited',
    async (code) => {
      const { hub, daemon, post } = await hubWithHost();
      await using _ = hub;
      const error = { code, message: '3 files are not committed: a, b, c.' };
      daemon.onCommand = () => ({ ok: false, error });
      const answered = await post('remove', { path: PATH, how: { kind: 'if_clean' } });
      expect(answered).toMatchObject({ status: 409, body: { error } });
      expect(hub.audit().map(({ action }) => action)).not.toContain('worktree_removed');
    },
  );

  it('[F69] is not removed by a body that does not say how, nor with all that is in it unless a name is typed', async () => {
    const { hub, asked, post } = await hubWithHost();
    await using _ = hub;
    expect(outcome(await post('remove', { path: PATH }))).toEqual([422, 'invalid_body']);
    const discard = { path: PATH, how: { kind: 'discard' } };
    expect(outcome(await post('remove', discard))).toEqual([422, 'invalid_body']);
    expect(asked).toEqual([]);
  });

  it('[B38] that takes long may have been removed, and is audited when it is', async () => {
    const { hub, daemon, post } = await hubWithHost();
    await using _ = hub;
    const late = Promise.withResolvers<Answer<unknown>>();
    daemon.onCommand = () => late.promise;
    const answered = await post('remove', { path: PATH, how: { kind: 'if_clean' } });
    expect(answered).toMatchObject({
      status: 504,
      body: { error: { message: expect.stringContaining('the worktree may have been removed') } },
    });
    late.resolve({ ok: true, value: { rescue: null } });
    await expect.poll(() => hub.audit().at(-1)?.action).toBe('worktree_removed');
  });

  it('is restored from its saved state', async () => {
    const { hub, asked, post } = await hubWithHost();
    await using _ = hub;
    const body = { project: rescue.project, ref: rescue.ref };
    expect(await post('restore', body)).toMatchObject({ status: 200, body: { path: PATH } });
    expect(asked).toEqual([{ kind: 'restore_worktree', payload: body }]);
    expect(hub.audit().at(-1)).toMatchObject({
      action: 'worktree_restored',
      detail: { path: PATH, ref: rescue.ref },
    });
    const ref = 'refs/heads/main';
    expect(outcome(await post('restore', { ...body, ref }))).toEqual([422, 'invalid_body']);
  });
});
