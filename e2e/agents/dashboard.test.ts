import { describe, it } from 'vitest';
import { visit } from '../harness/browser.ts';
import { startDrover } from '../harness/drover.ts';
import { FleetPage } from '../harness/fleet-page.ts';
import { startModelServer } from '../model-server/model-server.ts';
import { type AgentName, installAgent } from './install-agent.ts';
import { agentEnvironment } from './workbench.ts';

const AGENTS: { agent: AgentName; profile: string; promptBox: string }[] = [
  { agent: 'claude', profile: 'Claude Code', promptBox: 'shift+tab to cycle' },
  { agent: 'gemini', profile: 'Gemini CLI', promptBox: 'Type your message' },
];

describe.each(AGENTS)('$profile, started from the dashboard', ({ agent, profile, promptBox }) => {
  it('answers the first prompt and what is typed, in its window', async () => {
    const { binDir } = await installAgent(agent);
    await using model = await startModelServer();
    await using drover = await startDrover({ env: agentEnvironment(binDir, model.url) });
    const projectDir = await drover.createProject('orchard');
    await using visitor = await visit(drover);

    const terminal = await new FleetPage(visitor.page).spawn({ profile, projectDir, prompt: 'apple pie' });
    await terminal.shows('You said: apple pie');
    await terminal.shows(promptBox);
    await terminal.enter('plum cake');
    await terminal.shows('You said: plum cake');
  });
});
