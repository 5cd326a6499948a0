import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Conversations } from '@drover/daemon/src/conversations/index.ts';
import { loadProfiles, type Profile, SHIPPED_PROFILES } from '@drover/profiles';
import type { ConversationChoice } from '@drover/protocol';
import { describe, expect, it } from 'vitest';
import { createWorkbench, type Workbench } from './workbench.ts';

/** What shows that the prompt box can be typed into. */
const READY = { claude: 'shift+tab to cycle', gemini: 'Type your message' } as const;

describe.each(['claude', 'gemini'] as const)('conversations of %s', (name) => {
  const profile = loadProfiles(SHIPPED_PROFILES).profiles.find((each) => each.name === name) as Profile;

  const found = (bench: Workbench) =>
    new Conversations({ home: bench.home, hostEnv: bench.env, heldBy: () => new Set() });

  const choose = (bench: Workbench, choice: ConversationChoice, directory = bench.projectDir) =>
    found(bench).choose(profile, directory, choice);

  const listed = async (bench: Workbench, directory = bench.projectDir) =>
    (await found(bench).list(profile, directory)).conversations;

  /** The tool saves an answer a moment after it has shown it. */
  const saved = (bench: Workbench, messages: number[], directory = bench.projectDir) =>
    expect
      .poll(async () => (await listed(bench, directory)).map((each) => each.messages), { timeout: 10_000 })
      .toEqual(messages);

  it('are begun with the id that they were given, and are listed once something was said', async () => {
    await using bench = await createWorkbench(name);
    const conversation = await choose(bench, { kind: 'new' });
    await using agent = bench.launch({ conversation });
    await agent.shows(READY[name]);
    expect(await listed(bench)).toEqual([]);
    await agent.ask('apple pie', 'You said: apple pie');
    await expect
      .poll(() => listed(bench), { timeout: 10_000 })
      .toEqual([
        {
          conversationId: conversation.conversationId,
          title: 'apple pie',
          directory: bench.projectDir,
          startedAt: expect.any(Number),
          lastUsedAt: expect.any(Number),
          messages: 2,
        },
      ]);
  });

  it('are gone on with: the newest, and a given one', async () => {
    await using bench = await createWorkbench(name);
    const ids: (string | null)[] = [];
    for (const fruit of ['apple', 'banana']) {
      const conversation = await choose(bench, { kind: 'new' });
      ids.push(conversation.conversationId);
      await using agent = bench.launch({ conversation, prompt: fruit });
      await agent.shows(`You said: ${fruit}`);
      await saved(
        bench,
        ids.map(() => 2),
      );
    }
    const newest = await choose(bench, { kind: 'newest' });
    expect(newest).toMatchObject({ kind: 'resume', conversationId: ids[1], notice: null });
    {
      await using agent = bench.launch({ conversation: newest });
      await agent.shows('You said: banana', READY[name]);
      await agent.ask('cherry', 'You said: cherry');
      await saved(bench, [4, 2]);
    }
    const picked = await choose(bench, { kind: 'resume', conversationId: ids[0] ?? '' });
    await using agent = bench.launch({ conversation: picked });
    await agent.shows('You said: apple', READY[name]);
    expect(await listed(bench)).toHaveLength(2);
  });

  it('are of their directory, and one that got no prompt begins anew', async () => {
    await using bench = await createWorkbench(name);
    const other = join(bench.home, 'other');
    await mkdir(other);
    const unsaid = await choose(bench, { kind: 'new' }, other);
    {
      await using agent = bench.launch({ conversation: unsaid, projectDir: other });
      await agent.shows(READY[name]);
    }
    const again = await choose(bench, { kind: 'resume', conversationId: unsaid.conversationId ?? '' }, other);
    expect(again).toMatchObject({ kind: 'new', notice: expect.stringContaining('a new one was begun') });
    await using agent = bench.launch({ conversation: again, projectDir: other, prompt: 'plum' });
    await agent.shows('You said: plum');
    await saved(bench, [2], other);
    expect(await listed(bench)).toEqual([]);
  });
});
