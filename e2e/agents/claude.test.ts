import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { API_KEY, createWorkbench } from './workbench.ts';

/** The line under the prompt box, shown only when no dialog is open. */
const PROMPT_BOX = 'shift+tab to cycle';

describe('Claude Code', () => {
  it('comes up at its prompt box and answers what is typed', async () => {
    await using bench = await createWorkbench('claude');
    await using claude = bench.launch();
    await claude.shows(PROMPT_BOX);
    await claude.ask('apple pie', 'You said: apple pie');
  });

  it.each(['hello there', '--version', 'mcp', '-p "$(id)" {prompt}'])(
    '[B16] answers the first prompt %j, and takes it for nothing else',
    async (prompt) => {
      await using bench = await createWorkbench('claude');
      await using claude = bench.launch({ prompt });
      await claude.shows(PROMPT_BOX, `You said: ${prompt}`);
    },
  );

  it('runs a command that the model asks for', async () => {
    await using bench = await createWorkbench('claude');
    await using claude = bench.launch({ prompt: 'run: expr 40 + 2' });
    await claude.shows('The command said: 42');
  });

  it('trusts the directory that was chosen, also below a repository', async () => {
    await using bench = await createWorkbench('claude');
    const projectDir = join(bench.projectDir, 'packages/one');
    await mkdir(projectDir, { recursive: true });
    await using claude = bench.launch({ projectDir });
    await claude.shows(PROMPT_BOX);
  });

  it('finds its settings where CLAUDE_CONFIG_DIR says', async () => {
    await using bench = await createWorkbench('claude');
    bench.env.CLAUDE_CONFIG_DIR = join(bench.home, 'elsewhere');
    await using claude = bench.launch();
    await claude.shows(PROMPT_BOX);
    await expect(bench.read('elsewhere/.claude.json')).resolves.toMatchObject({
      hasCompletedOnboarding: true,
    });
  });

  it('keeps the settings of a person who has used it before', async () => {
    await using bench = await createWorkbench('claude');
    const settings = {
      hasCompletedOnboarding: true,
      customApiKeyResponses: { approved: [API_KEY.slice(-20)], rejected: ['another'] },
      projects: {
        '/other': { hasTrustDialogAccepted: false },
        [bench.projectDir]: { allowedTools: ['Bash(ls:*)'] },
      },
      mcpServers: { mine: { command: 'true' } },
    };
    await bench.write('.claude.json', JSON.stringify(settings));
    await bench.write('.claude/settings.json', '{"theme":"light-daltonized"}');
    await using claude = bench.launch();
    await claude.shows(PROMPT_BOX);
    await expect(bench.read('.claude.json')).resolves.toMatchObject(settings);
    await expect(bench.read('.claude/settings.json')).resolves.toEqual({ theme: 'light-daltonized' });
  });

  it('asks such a person itself whether to use a key that it has not seen', async () => {
    await using bench = await createWorkbench('claude');
    await bench.write('.claude.json', '{"hasCompletedOnboarding":true}');
    await using claude = bench.launch();
    await claude.shows('Do you want to use this API key?');
  });
});
