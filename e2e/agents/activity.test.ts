import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Activity } from '@drover/protocol';
import { describe, expect, it } from 'vitest';
import { Stage } from '../harness/stage.ts';
import { WatchedSession } from '../harness/watched-session.ts';
import { type ModelServer, startModelServer } from '../model-server/model-server.ts';
import type { Reply, Script } from '../model-server/question.ts';
import { echo, USAGE } from '../model-server/script.ts';
import { type AgentName, installAgent } from './install-agent.ts';
import { agentEnvironment } from './workbench.ts';

const ESCAPE = '\x1b';

/** A Drover whose agents talk to a model of ours. */
async function openStage(agent: AgentName, script?: Script): Promise<{ stage: Stage; model: ModelServer }> {
  const { binDir } = await installAgent(agent);
  const model = await startModelServer(script);
  const env = { ...agentEnvironment(binDir, model.url), CLAUDE_CODE_MAX_RETRIES: '0' };
  const stage = await Stage.open({ env });
  return { stage, model };
}

/** By default it asks a model of its own whether a command may run, and nobody else. */
async function askForEachTool({ drover }: Stage): Promise<void> {
  await mkdir(join(drover.home, '.claude'), { recursive: true });
  await writeFile(
    join(drover.home, '.claude/settings.json'),
    '{ "permissions": { "defaultMode": "default" } }',
  );
  // A notice would wait for somebody at its first start.
  await writeFile(join(drover.home, '.claude.json'), '{ "hasSeenAutoDefaultNotice": true }');
}

async function startClaude(script?: Script) {
  const { stage, model } = await openStage('claude', script);
  await askForEachTool(stage);
  const claude = await WatchedSession.start(stage, { profile: 'claude' });
  // At times it offers another mode first, which keeps this one when it is left.
  await claude.press(ESCAPE, { state: 'idle', confidence: 'certain' });
  return {
    stage,
    claude,
    made: (file: string) => existsSync(join(stage.drover.projectsRoot, 'project', file)),
    async [Symbol.asyncDispose]() {
      await stage[Symbol.asyncDispose]();
      await model[Symbol.asyncDispose]();
    },
  };
}

/** The permission prompt for `touch marker.txt`, and what its hook has told. */
async function permissionPrompt(claude: WatchedSession): Promise<Activity> {
  await claude.enterPrompt('run: touch marker.txt');
  return claude.does({
    ...{ state: 'waiting', reason: 'permission', confidence: 'certain', evidence: { source: 'hook' } },
    ask: { tool: 'Bash', detail: 'touch marker.txt', answers: ['allow', 'deny'] },
  });
}

describe('Claude Code', () => {
  it('is seen waiting with its tool and command, and goes on when it is allowed from the dashboard', async () => {
    await using session = await startClaude();
    const { claude, made } = session;
    const { ask } = await permissionPrompt(claude);
    await claude.viewer.shows('Do you want to proceed?');
    expect(made('marker.txt')).toBe(false);
    await claude.answer(ask?.askId ?? '', 'allow');
    await claude.viewer.shows('The command said:');
    await claude.does({ state: 'idle', confidence: 'certain', ask: null });
    expect(made('marker.txt')).toBe(true);
  });

  it('does not run what is denied from the dashboard', async () => {
    await using session = await startClaude();
    const { claude, made } = session;
    const { ask } = await permissionPrompt(claude);
    await claude.answer(ask?.askId ?? '', 'deny');
    await claude.viewer.shows('Denied by PermissionRequest hook');
    await claude.does({ state: 'idle', ask: null });
    expect(made('marker.txt')).toBe(false);
  });

  it('may be answered in its terminal as ever, and is seen working again', async () => {
    await using session = await startClaude();
    const { claude } = session;
    await claude.enterPrompt('run: touch marker.txt && sleep 4');
    const { ask } = await claude.does({ state: 'waiting', ask: { detail: 'touch marker.txt && sleep 4' } });
    await claude.viewer.shows('Do you want to proceed?');
    await claude.press('1', { state: 'working', evidence: { source: 'state_file' }, ask: null });
    await claude.viewer.shows('The command said:');
    await claude.does({ state: 'idle', ask: null });
    await expect(claude.answer(ask?.askId ?? '', 'allow')).rejects.toThrow('nothing_asked');
  });

  it('is seen idle after Escape, of which no hook is told', async () => {
    await using session = await startClaude();
    const { claude, made } = session;
    const { ask } = await permissionPrompt(claude);
    await claude.viewer.shows('Do you want to proceed?');
    await claude.press(ESCAPE, { state: 'idle', ask: null });
    await expect(claude.answer(ask?.askId ?? '', 'allow')).rejects.toThrow('nothing_asked');
    expect(made('marker.txt')).toBe(false);
  });

  it('is seen waiting for an answer to its question, which only its terminal can give', async () => {
    await using session = await startClaude(asksForAColour);
    const { claude } = session;
    await claude.enterPrompt('ask me');
    await claude.does({
      state: 'waiting',
      reason: 'question',
      ask: { detail: 'Which colour?', answers: [] },
    });
    await claude.viewer.shows('Enter to select');
    await claude.press(ESCAPE, { state: 'idle', ask: null });
  });
});

describe('Gemini CLI', () => {
  it('is seen waiting with its tool and command, working again when it is allowed, and idle after the answer', async () => {
    const { stage, model } = await openStage('gemini');
    await using _stage = stage;
    await using _model = model;
    const gemini = await WatchedSession.start(stage, { profile: 'gemini' });
    await gemini.does({ state: 'idle', evidence: { source: 'title' } });
    await gemini.viewer.shows('Type your message');
    await gemini.enterPrompt('run: sleep 4');
    const expected = { tool: 'Shell', detail: 'sleep 4', answers: [] };
    await gemini.does({ state: 'waiting', reason: 'permission', ask: expected });
    await gemini.viewer.shows('Allow once');
    await gemini.press('\r', { state: 'working', ask: null });
    await gemini.viewer.shows('The command said:');
    await gemini.does({ state: 'idle' });
  });
});

/** To `ask me` it calls the tool for questions. */
const asksForAColour: Script = (question) => {
  const isAsked = question.prompt === 'ask me' && question.toolResults.length === 0;
  return isAsked && question.tools.includes('AskUserQuestion') ? COLOUR_QUESTION : echo(question);
};

const COLOUR_QUESTION: Reply = {
  text: 'I have a question.',
  toolCall: {
    name: 'AskUserQuestion',
    input: {
      questions: [
        {
          question: 'Which colour?',
          header: 'Colour',
          multiSelect: false,
          options: ['Red', 'Blue'].map((label) => ({ label, description: label })),
        },
      ],
    },
  },
  usage: USAGE,
};
