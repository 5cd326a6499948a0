import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

/** The agent CLIs that are tested. Install scripts are not run; `setup` is what some of them cannot do without. */
const AGENTS = {
  claude: {
    package: '@anthropic-ai/claude-code',
    version: '2.1.329',
    setup: 'node_modules/@anthropic-ai/claude-code/install.cjs',
  },
  gemini: { package: '@google/gemini-cli', version: '0.61.0', setup: null },
  codex: { package: '@openai/codex', version: '0.169.0', setup: null },
  opencode: {
    package: 'opencode-ai',
    version: '1.18.33',
    setup: 'node_modules/opencode-ai/postinstall.mjs',
  },
} as const;

export type AgentName = keyof typeof AGENTS;

const INSTALL_TIMEOUT_MS = 10 * 60_000;

/**
 * Makes sure that an agent CLI is in the cache outside of the source tree, and answers the folder of its program.
 * The first time it is fetched with npm, 100 to 410 MB.
 */
export async function installAgent(name: AgentName): Promise<{ binDir: string }> {
  const { version } = AGENTS[name];
  const folder = join(cacheFolder(), `${name}-${version}`);
  if (!existsSync(folder)) await install(name, folder);
  return { binDir: join(folder, 'node_modules/.bin') };
}

const cacheFolder = () => join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'drover/agents');

/** Folders of the programs of those agents that are in the cache. */
export const agentFolders = (): string[] =>
  Object.entries(AGENTS)
    .map(([name, { version }]) => join(cacheFolder(), `${name}-${version}`))
    .filter((folder) => existsSync(folder))
    .map((folder) => join(folder, 'node_modules/.bin'));

/** The folder appears whole or not at all, also when several install at once. */
async function install(name: AgentName, folder: string): Promise<void> {
  const agent = AGENTS[name];
  console.log(`Installing ${agent.package}@${agent.version} into ${folder} …`);
  await mkdir(dirname(folder), { recursive: true });
  const draft = await mkdtemp(`${folder}.`);
  try {
    await writeFile(join(draft, 'package.json'), '{ "private": true }\n');
    const options = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
    await run('npm', ['install', ...options, `${agent.package}@${agent.version}`], draft);
    if (agent.setup) await run(process.execPath, [agent.setup], draft);
    await rename(draft, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  console.log(`Installed ${agent.package}@${agent.version}.`);
}

const run = (program: string, args: string[], cwd: string) =>
  promisify(execFile)(program, args, { cwd, timeout: INSTALL_TIMEOUT_MS });
