import type { AgentName } from './install-agent.ts';

/** Command lines by name. */
type McpServers = Record<string, [string, ...string[]]>;

/** Texts by path. */
type Files = Record<string, string>;

/**
 * What a person has written in their home directory, so that the agent asks for leave to run a command, finds our model,
 * and starts these MCP servers and those of projects.
 */
export function personalSettings(agent: AgentName, modelUrl: string, servers: McpServers = {}): Files {
  switch (agent) {
    case 'claude':
      return {
        '.claude/settings.json': JSON.stringify({
          permissions: { defaultMode: 'default' },
          enableAllProjectMcpServers: true,
        }),
        // A notice would wait for somebody at its first start.
        '.claude.json': JSON.stringify({ hasSeenAutoDefaultNotice: true, mcpServers: entries(servers) }),
      };
    case 'gemini':
      return { '.gemini/settings.json': JSON.stringify({ mcpServers: entries(servers) }) };
    case 'codex':
      return { '.codex/config.toml': codexConfig(modelUrl, servers) };
    case 'opencode':
      return { '.config/opencode/opencode.json': JSON.stringify(openCodeConfig(modelUrl, servers)) };
  }
}

/** What a project brings along to have MCP servers; nothing for Codex, which has them of the person only. */
export function projectSettings(agent: AgentName, servers: McpServers): Files {
  switch (agent) {
    case 'claude':
      return { '.mcp.json': JSON.stringify({ mcpServers: entries(servers) }) };
    case 'gemini':
      return { '.gemini/settings.json': JSON.stringify({ mcpServers: entries(servers) }) };
    case 'codex':
      return {};
    case 'opencode':
      return { 'opencode.json': JSON.stringify({ mcp: openCodeEntries(servers) }) };
  }
}

const mapped = <T>(
  servers: McpServers,
  entry: (commandLine: [string, ...string[]]) => T,
): Record<string, T> =>
  Object.fromEntries(Object.entries(servers).map(([name, commandLine]) => [name, entry(commandLine)]));

const entries = (servers: McpServers) => mapped(servers, ([command, ...args]) => ({ command, args }));

const openCodeEntries = (servers: McpServers) =>
  mapped(servers, (command) => ({ type: 'local', command, enabled: true }));

const codexConfig = (modelUrl: string, servers: McpServers): string => `
model = "mock-model"
model_provider = "ours"
approval_policy = "on-request"
check_for_update_on_startup = false

[model_providers.ours]
name = "ours"
base_url = "${modelUrl}/v1"
env_key = "OPENAI_API_KEY"
wire_api = "responses"
${Object.entries(servers)
  .map(([name, [command, ...args]]) => codexServer(name, command, args))
  .join('')}`;

const codexServer = (name: string, command: string, args: string[]): string => `
[mcp_servers.${name}]
command = ${JSON.stringify(command)}
args = ${JSON.stringify(args)}
`;

const openCodeConfig = (modelUrl: string, servers: McpServers) => ({
  model: 'ours/mock-model',
  autoupdate: false,
  share: 'disabled',
  permission: { bash: 'ask' },
  mcp: openCodeEntries(servers),
  provider: {
    ours: {
      npm: '@ai-sdk/openai-compatible',
      name: 'Ours',
      options: { baseURL: `${modelUrl}/v1`, apiKey: 'any' },
      models: { 'mock-model': { name: 'Mock' } },
    },
  },
});
