import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createWorkbench } from './workbench.ts';

/** The empty prompt box, shown only when no dialog is open. */
const PROMPT_BOX = 'Type your message';

describe('Gemini CLI', () => {
  it('comes up at its prompt box and answers what is typed', async () => {
    await using bench = await createWorkbench('gemini');
    await using gemini = bench.launch();
    await gemini.shows(PROMPT_BOX);
    await gemini.ask('apple pie', 'You said: apple pie');
  });

  it.each(['hello there', '--version', 'mcp', '-p "$(id)" {prompt}'])(
    '[B16] answers the first prompt %j, and takes it for nothing else',
    async (prompt) => {
      await using bench = await createWorkbench('gemini');
      await using gemini = bench.launch({ prompt });
      await gemini.shows(PROMPT_BOX, `You said: ${prompt}`);
    },
  );

  it('runs a command that the model asks for once the person allows it', async () => {
    await using bench = await createWorkbench('gemini');
    await using gemini = bench.launch({ prompt: 'run: mkdir made-by-gemini' });
    await gemini.shows('Allow once');
    gemini.type('\r');
    await gemini.shows('The command said:');
    expect(existsSync(join(bench.projectDir, 'made-by-gemini'))).toBe(true);
  });

  it('finds its settings where GEMINI_CLI_HOME says', async () => {
    await using bench = await createWorkbench('gemini');
    bench.env.GEMINI_CLI_HOME = join(bench.home, 'elsewhere');
    await using gemini = bench.launch();
    await gemini.shows(PROMPT_BOX);
    await expect(bench.read('elsewhere/.gemini/settings.json')).resolves.toHaveProperty('security.auth');
    await expect(bench.read('.gemini/settings.json')).rejects.toThrow('ENOENT');
  });

  it('keeps the settings of a person who has used it before', async () => {
    await using bench = await createWorkbench('gemini');
    const settings = {
      ui: { theme: 'GitHub' },
      security: { folderTrust: { enabled: true }, auth: { enforcedType: 'gemini-api-key' } },
    };
    await bench.write('.gemini/settings.json', JSON.stringify(settings));
    await using gemini = bench.launch();
    await gemini.shows(PROMPT_BOX);
    await expect(bench.read('.gemini/settings.json')).resolves.toMatchObject(settings);
    await expect(bench.read('.gemini/trustedFolders.json')).rejects.toThrow('ENOENT');
  });

  it('keeps another way of signing in that the person chose', async () => {
    await using bench = await createWorkbench('gemini');
    const settings = { security: { auth: { selectedType: 'oauth-personal' } } };
    await bench.write('.gemini/settings.json', JSON.stringify(settings));
    await using _gemini = bench.launch();
    await expect(bench.read('.gemini/settings.json')).resolves.toEqual(settings);
  });
});
