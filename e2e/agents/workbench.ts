import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { applySeeds, type LaunchRequest, planLaunch } from '@drover/daemon/src/profiles/index.ts';
import { loadProfiles, SHIPPED_PROFILES } from '@drover/profiles';
import { type ModelServer, startModelServer } from '../model-server/model-server.ts';
import { type AgentName, installAgent } from './install-agent.ts';
import { TerminalProgram } from './terminal-program.ts';

/** What a machine with one agent CLI looks like to a daemon: a home, a project in git, and the model. */
export type Workbench = AsyncDisposable & {
  home: string;
  projectDir: string;
  model: ModelServer;
  env: Record<string, string>;
  /** Starts the agent as a daemon would, with the shipped profile. */
  launch(request?: {
    prompt?: string | null;
    projectDir?: string;
    conversation?: Conversation;
  }): TerminalProgram;
  /** Paths are relative to the home directory. */
  read(path: string): Promise<unknown>;
  write(path: string, content: string): Promise<void>;
};

export const API_KEY = 'sk-ant-api03-0123456789-abcdefghijklmnopqrst';

export async function createWorkbench(agent: AgentName): Promise<Workbench> {
  const { binDir } = await installAgent(agent);
  const home = await realpath(await mkdtemp(join(tmpdir(), `drover-${agent}-`)));
  const projectDir = join(home, 'project');
  await promisify(execFile)('git', ['init', '--quiet', projectDir]);
  const model = await startModelServer();
  const env = agentEnvironment(binDir, model.url);
  return {
    home,
    projectDir,
    model,
    env,
    launch: ({ prompt = null, projectDir: directory = projectDir, conversation = TOOLS_OWN } = {}) =>
      launch(agent, { home, env, projectDir: directory, prompt, conversation }),
    read: async (path) => JSON.parse(await readFile(join(home, path), 'utf8')),
    async write(path, content) {
      await mkdir(dirname(join(home, path)), { recursive: true });
      await writeFile(join(home, path), content);
    },
    async [Symbol.asyncDispose]() {
      await model[Symbol.asyncDispose]();
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** The environment of a daemon whose agents talk to our model and to nobody else. */
export function agentEnvironment(binDir: string, modelUrl: string): Record<string, string> {
  return {
    PATH: `${binDir}:${process.env.PATH}`,
    LANG: 'C.UTF-8',
    ANTHROPIC_BASE_URL: modelUrl,
    ANTHROPIC_API_KEY: API_KEY,
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_AUTOUPDATER: '1',
    GOOGLE_GEMINI_BASE_URL: modelUrl,
    GEMINI_API_KEY: 'any',
    OPENAI_API_KEY: 'any',
    OPENCODE_DISABLE_AUTOUPDATE: '1',
    OPENCODE_DISABLE_LSP_DOWNLOAD: '1',
    OPENCODE_DISABLE_MODELS_FETCH: '1',
  };
}

/** Its hooks are told to nobody. */
const NOBODY_LISTENS = 'http://127.0.0.1:9/s/nobody';

type Conversation = LaunchRequest['conversation'];

const TOOLS_OWN: Conversation = { kind: 'new', conversationId: null };

type Launch = {
  home: string;
  env: Record<string, string>;
  projectDir: string;
  prompt: string | null;
  conversation: Conversation;
};

function launch(agent: AgentName, { home, env, projectDir, prompt, conversation }: Launch): TerminalProgram {
  const profile = loadProfiles(SHIPPED_PROFILES).profiles.find(({ name }) => name === agent);
  if (!profile) throw new Error(`there is no profile ${agent}`);
  const plan = planLaunch({
    profile,
    sessionId: 'test',
    directory: projectDir,
    prompt,
    model: null,
    conversation,
    sessionFiles: join(home, 'session-files'),
    signalsUrl: NOBODY_LISTENS,
    shellIntegration: join(home, 'shell'),
    hostEnv: env,
    home,
  });
  mkdirSync(join(home, 'session-files'), { recursive: true });
  for (const { name, text } of plan.files) writeFileSync(join(home, 'session-files', name), text);
  const [warning] = applySeeds(plan.seeds);
  if (warning) throw new Error(warning);
  return new TerminalProgram(plan);
}
