import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Activity, Ask, Changes } from '@drover/protocol';
import { describe, expect, it } from 'vitest';
import type { WatchedSession } from '../harness/watched-session.ts';
import { personalSettings, projectSettings } from './agent-settings.ts';
import { AgentStage } from './agent-stage.ts';
import type { AgentName } from './install-agent.ts';

const COMMAND = 'echo ripe > pear.txt && sleep 3';

type Agent = {
  agent: AgentName;
  /** What its screen shows while it asks for leave. */
  dialog: string;
  /** Where it can be answered. */
  where: string;
  ask: Pick<Ask, 'tool' | 'detail' | 'answers'>;
};

const AGENTS: Agent[] = [
  {
    ...{ agent: 'claude', dialog: 'Do you want to proceed?', where: 'from outside' },
    ask: { tool: 'Bash', detail: COMMAND, answers: ['allow', 'deny'] },
  },
  {
    ...{ agent: 'gemini', dialog: 'Allow once', where: 'in its terminal, the only place it offers' },
    ask: { tool: 'Shell', detail: COMMAND, answers: [] },
  },
  {
    ...{ agent: 'codex', dialog: 'Yes, proceed', where: 'in its terminal, the only place it offers' },
    ask: { tool: null, detail: COMMAND, answers: [] },
  },
  {
    ...{
      agent: 'opencode',
      dialog: 'Permission required',
      where: 'in its terminal, the only place it offers',
    },
    ask: { tool: 'Shell', detail: COMMAND, answers: [] },
  },
];

describe.each(AGENTS)('$agent, at work', ({ agent, dialog, ask, where }) => {
  it(`asks for leave, is answered ${where}, works, is idle, and has its changes told`, async () => {
    await using bench = await AgentStage.open(agent);
    const { repository, stage } = bench;
    const file = join(repository.path, 'pear.txt');
    const session = await bench.start();
    await bench.comesUp(session);
    await bench.say(session, `run: ${COMMAND}`);
    console.log(
      `${agent}: told ${Math.round(await delayOfTelling(session, dialog, ask))} ms after its screen showed it`,
    );
    const asking = await session.does({ state: 'waiting', reason: 'permission', ask });
    expect(existsSync(file)).toBe(false);

    if (ask.answers.length > 0) await session.answer(asking.ask?.askId ?? '', 'allow');
    else session.viewer.type('\r');
    await session.does({ state: 'working', ask: null });
    await session.viewer.shows('The command said:');
    await session.does({ state: 'idle', ask: null });
    await expect
      .poll(async () => (await session.facts()).git, { timeout: 30_000 })
      .toMatchObject({ branch: 'main', changedFiles: 1 });
    const changes = () => stage.person.ask<Changes>('GET', `/sessions/${session.sessionId}/changes`);
    const expected = {
      files: [{ path: 'pear.txt', kind: 'added', additions: 1 }],
      patch: expect.stringContaining('+ripe'),
    };
    expect(await changes()).toMatchObject(expected);
    await bench.end(session);
    expect(await changes()).toMatchObject(expected);
  });

  it('lists the MCP servers that it starts', async () => {
    await using bench = await AgentStage.open(agent);
    const { home } = bench.stage.drover;
    const started = (name: string) => join(home, `${name}-started`);
    const settings = personalSettings(agent, bench.model.url, { mine: ['touch', started('mine')] });
    for (const [path, text] of Object.entries(settings)) await bench.write(path, text);
    const project = projectSettings(agent, { ours: ['touch', started('ours')] });
    await bench.repository.write(project);
    const session = await bench.start();
    await bench.comesUp(session);
    const names = Object.keys(project).length > 0 ? ['mine', 'ours'] : ['mine'];
    await expect.poll(() => names.every((name) => existsSync(started(name))), { timeout: 60_000 }).toBe(true);
    expect((await session.facts()).mcpServers).toEqual(
      names.map((name) => ({
        name,
        transport: 'stdio',
        target: 'touch',
        scope: name === 'mine' ? 'user' : 'project',
        file: expect.stringContaining(home),
        enabled: true,
      })),
    );
  });
});

/** Milliseconds from when the screen shows that it asks until somebody who watches is told so, and what for. */
async function delayOfTelling(
  { viewer, sessionId }: WatchedSession,
  dialog: string,
  ask: Pick<Ask, 'tool' | 'detail'>,
): Promise<number> {
  const [shown, told] = await Promise.all([
    viewer.shows(dialog).then(() => performance.now()),
    viewer.until(() => isAsking(viewer.sessions.get(sessionId)?.activity, ask)).then(() => performance.now()),
  ]);
  return told - shown;
}

const isAsking = (activity: Activity | null | undefined, { tool, detail }: Pick<Ask, 'tool' | 'detail'>) =>
  activity?.state === 'waiting' && activity.ask?.tool === tool && activity.ask.detail === detail;
