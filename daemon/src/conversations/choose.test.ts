import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Profile } from '@drover/profiles';
import type { ConversationChoice, ConversationId } from '@drover/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { shippedProfile, ToolHome } from '../testing/tool-home.ts';
import { Conversations } from './conversations.ts';

let rig: ToolHome;
let held: Set<ConversationId>;
beforeEach(() => {
  rig = new ToolHome();
  held = new Set();
});
afterEach(() => rig.dispose());

describe('the conversation of a new session', () => {
  const choose = (profile: Profile, choice: ConversationChoice, directory = rig.project) =>
    new Conversations({ home: rig.home, hostEnv: {}, heldBy: () => held }).choose(profile, directory, choice);
  const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4/;

  it('that is new has an id from the start, where the tool can be told one', async () => {
    expect(await choose(shippedProfile('claude'), { kind: 'new' })).toEqual({
      kind: 'new',
      conversationId: expect.stringMatching(UUID),
      notice: null,
    });
    expect(await choose(shippedProfile('codex'), { kind: 'new' })).toMatchObject({ conversationId: null });
    expect(await choose(shippedProfile('bash'), { kind: 'new' })).toMatchObject({ conversationId: null });
  });

  it('that is the newest is told by its id', async () => {
    rig.write(`${rig.claude}/old.jsonl`, [rig.said('old')]);
    rig.write(`${rig.claude}/new.jsonl`, [rig.said('new')]);
    rig.used(`${rig.claude}/old.jsonl`, 1);
    expect(await choose(shippedProfile('claude'), { kind: 'newest' })).toEqual({
      kind: 'resume',
      conversationId: 'new',
      notice: null,
    });
  });

  it('is never one that a running session holds', async () => {
    rig.write(`${rig.claude}/old.jsonl`, [rig.said('old')]);
    rig.write(`${rig.claude}/new.jsonl`, [rig.said('new')]);
    rig.used(`${rig.claude}/old.jsonl`, 1);
    held = new Set(['new']);
    expect(await choose(shippedProfile('claude'), { kind: 'newest' })).toEqual({
      kind: 'resume',
      conversationId: 'old',
      notice: expect.stringContaining('open in another session'),
    });
    await expect(
      choose(shippedProfile('claude'), { kind: 'resume', conversationId: 'new' }),
    ).rejects.toMatchObject({
      code: 'session_running',
    });
  });

  it('is none at all when all there are run in other sessions, whatever the profile does without one', async () => {
    rig.write(`${rig.claude}/only.jsonl`, [rig.said('only')]);
    held = new Set(['only']);
    const claude = shippedProfile('claude');
    expect(claude.conversations.otherwise).toBe('new');
    const { resume: _, ...byNewest } = claude.commands;
    const unable: Profile = {
      ...claude,
      commands: { ...byNewest, resumeNewest: ['{binary}', '--continue'] },
    };
    for (const profile of [claude, unable])
      await expect(choose(profile, { kind: 'newest' })).rejects.toMatchObject({
        code: 'session_running',
        message: expect.stringContaining('open in a session that runs; go on there, pick another'),
      });
  });

  it('is a new one, in words, when there is nothing to resume and the profile says so', async () => {
    expect(await choose(shippedProfile('gemini'), { kind: 'newest' })).toEqual({
      kind: 'new',
      conversationId: expect.stringMatching(UUID),
      notice: 'There was no conversation to resume here; a new one was begun.',
    });
    expect(await choose(shippedProfile('claude'), { kind: 'resume', conversationId: 'never-saved' })).toEqual(
      {
        kind: 'new',
        conversationId: expect.stringMatching(UUID),
        notice: 'Nothing is saved of this conversation; a new one was begun.',
      },
    );
  });

  it('is none when the profile refuses, or its tool cannot resume', async () => {
    const claude = shippedProfile('claude');
    const strict: Profile = { ...claude, conversations: { ...claude.conversations, otherwise: 'refuse' } };
    await expect(choose(strict, { kind: 'newest' })).rejects.toMatchObject({ code: 'no_conversation' });
    await expect(choose(shippedProfile('bash'), { kind: 'newest' })).rejects.toThrow(
      'Bash cannot take up a conversation again',
    );
  });

  it('may come from another directory where the tool can do that', async () => {
    mkdirSync(join(rig.home, 'worktree'));
    rig.write(`${rig.claude}/one.jsonl`, [rig.said('in the project')]);
    const choice = { kind: 'resume', conversationId: 'one' } as const;
    expect(await choose(shippedProfile('claude'), choice, join(rig.home, 'worktree'))).toMatchObject({
      kind: 'resume',
    });
    rig.recorded('codex');
    const codex = { kind: 'resume', conversationId: '01a1fc1c-77fc-7c63-a2be-18320f197314' } as const;
    expect(await choose(shippedProfile('codex'), codex)).toMatchObject({ kind: 'resume' });
    expect(await choose(shippedProfile('codex'), codex, join(rig.home, 'worktree'))).toMatchObject({
      kind: 'new',
    });
  });
});
