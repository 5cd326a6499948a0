import { describe, expect, it } from 'vitest';
import { Holder } from '../harness/holder.ts';
import { AgentStage, PATIENCE_MS, SELDOM } from './agent-stage.ts';

const WORKTREE = { kind: 'new', branch: 'plums', base: null, setup: null } as const;

describe.each(['claude', 'gemini', 'codex', 'opencode'] as const)(
  'conversations of %s in sessions',
  (agent) => {
    it('begin anew, go on with the newest, and with one that was picked', async () => {
      await using bench = await AgentStage.open(agent);
      const apple = await bench.talkAbout('apple');
      const banana = await bench.talkAbout('banana');
      const listed = async () => (await bench.conversations()).map(({ conversationId }) => conversationId);
      expect(await listed()).toEqual([banana, apple]);

      const newest = await bench.start({ conversation: { kind: 'newest' } });
      await newest.viewer.shows('You said: banana', PATIENCE_MS);
      await bench.goesOn(newest, 'cherry', ['banana']);
      expect(await newest.facts()).toMatchObject({ conversationId: banana, notice: null });

      const picked = await bench.start({ conversation: { kind: 'resume', conversationId: apple } });
      await picked.viewer.shows('You said: apple', PATIENCE_MS);
      await bench.goesOn(picked, 'damson', ['apple']);
      expect(await picked.facts()).toMatchObject({ conversationId: apple, notice: null });
      // It may be writing one of them just now.
      await expect.poll(listed, SELDOM).toHaveLength(2);
    });

    it('[F4] go on in their worktree with what was said, after a holder was killed', async () => {
      await using bench = await AgentStage.open(agent);
      const first = await bench.start({ worktree: WORKTREE, prompt: 'plum' });
      await first.viewer.shows('You said: plum', PATIENCE_MS);
      const { worktree } = await first.facts();
      const path = worktree?.path ?? '';
      await expect.poll(() => bench.conversations(path), SELDOM).toHaveLength(1);
      const conversationId = await bench.conversationOf(first);

      Holder.of(bench.stage.drover, first.sessionId).kill();
      const lost = await bench.overWith(first.sessionId);
      expect(lost).toMatchObject({ status: 'lost', reason: { code: 'holder_died' } });
      const resumed = await bench.resume(lost);
      await resumed.viewer.shows('You said: plum', PATIENCE_MS);
      await bench.goesOn(resumed, 'quince', ['plum']);
      const same = { conversationId, projectDir: lost.projectDir, worktree: { path, branch: 'plums' } };
      expect(await resumed.facts()).toMatchObject({ ...same, notice: null, git: { branch: 'plums' } });
      expect(await bench.conversations()).toEqual([]);
    });
  },
);
