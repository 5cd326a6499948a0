import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { McpServer } from '@drover/protocol';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SessionRig } from '../testing/session-rig.ts';
import { shippedProfile, ToolHome } from '../testing/tool-home.ts';
import { McpWatcher } from './mcp-watcher.ts';
import { readServers } from './read-servers.ts';

/** In every place where people put secrets. */
const SECRET = 'sk-hidden-0123456789abcdef';

let rig: ToolHome;
beforeEach(() => {
  rig = new ToolHome();
});
afterEach(() => rig.dispose());

const read = (name: string, hostEnv: Record<string, string> = {}) =>
  readServers({ profile: shippedProfile(name), directory: rig.project, tool: { home: rig.home, hostEnv } });

const enabled = async (name: string) =>
  Object.fromEntries((await read(name)).map((server) => [server.name, server.enabled]));

describe('the MCP servers of Claude Code', () => {
  it('are those of the person, of the project, and of the person in the project', async () => {
    const settings = rig.write('.claude.json', {
      mcpServers: { mine: { command: 'npx', args: ['-y', 'thing'] }, both: { command: 'first' } },
      projects: {
        [rig.project]: {
          mcpServers: { both: { type: 'http', url: 'https://mcp.example.com/v1' } },
          enabledMcpjsonServers: ['shared'],
        },
      },
    });
    const shared = rig.write('project/.mcp.json', {
      mcpServers: { shared: { type: 'sse', url: 'https://a.b/sse' } },
    });
    expect(await read('claude')).toEqual([
      { name: 'mine', transport: 'stdio', target: 'npx', scope: 'user', file: settings, enabled: true },
      {
        name: 'shared',
        transport: 'sse',
        target: 'https://a.b/sse',
        scope: 'project',
        file: shared,
        enabled: true,
      },
      {
        name: 'both',
        transport: 'http',
        target: 'https://mcp.example.com/v1',
        scope: 'local',
        file: settings,
        enabled: true,
      },
    ]);
  });

  it('of a project are off until somebody agreed, and after somebody refused', async () => {
    const server = { command: 'x' };
    rig.write('project/.mcp.json', { mcpServers: { asked: server, agreed: server, refused: server } });
    rig.write('project/.claude/settings.local.json', {
      enabledMcpjsonServers: ['agreed', 'refused'],
      disabledMcpjsonServers: ['refused'],
    });
    expect(await enabled('claude')).toEqual({ asked: false, agreed: true, refused: false });
    rig.write('.claude/settings.json', { enableAllProjectMcpServers: true });
    expect(await enabled('claude')).toEqual({ asked: true, agreed: true, refused: false });
  });

  it('are found where its variable says', async () => {
    rig.write('moved/.claude.json', { mcpServers: { mine: { command: 'x' } } });
    expect(await read('claude', { CLAUDE_CONFIG_DIR: join(rig.home, 'moved') })).toMatchObject([
      { name: 'mine' },
    ]);
  });
});

describe('the MCP servers of other tools', () => {
  it('of Gemini CLI may have comments, and lists of those that are allowed', async () => {
    rig.write(
      '.gemini/settings.json',
      `{ // mine
        "mcpServers": { "a": { "httpUrl": "https://a.example.com/mcp" }, "b": { "command": "b" }, "c": { "command": "c" }, },
        "mcp": { "excluded": ["b"], "allowed": ["a", "b"] } }`,
    );
    expect(await enabled('gemini')).toEqual({ a: true, b: false, c: false });
  });

  it('of Codex are in a TOML file', async () => {
    const file = rig.write(
      '.codex/config.toml',
      '[mcp_servers.docs]\ncommand = "docs-server"\nargs = ["--key", "x"]\n[mcp_servers.web]\nurl = "https://w.example.com/mcp"\nenabled = false\n',
    );
    expect(await read('codex')).toEqual([
      { name: 'docs', transport: 'stdio', target: 'docs-server', scope: 'user', file, enabled: true },
      {
        name: 'web',
        transport: 'http',
        target: 'https://w.example.com/mcp',
        scope: 'user',
        file,
        enabled: false,
      },
    ]);
  });

  it('of OpenCode are of its two kinds', async () => {
    rig.write('project/opencode.json', {
      mcp: {
        here: { type: 'local', command: ['bun', 'x', 'server'], enabled: true },
        there: { type: 'remote', url: 'https://t.example.com', enabled: false },
      },
    });
    expect(await read('opencode')).toMatchObject([
      { name: 'here', transport: 'stdio', target: 'bun', enabled: true },
      { name: 'there', transport: 'http', target: 'https://t.example.com/', enabled: false },
    ]);
  });
});

describe('a secret', () => {
  it('in any field is told by nobody', async () => {
    const env = { KEY: SECRET, [SECRET]: 'x' };
    const headers = { Authorization: `Bearer ${SECRET}` };
    rig.write('.claude.json', {
      mcpServers: {
        args: { command: 'tool', args: ['--key', SECRET], env, headers },
        line: { command: `KEY=${SECRET} tool --key ${SECRET}` },
        user: { type: 'http', url: `https://${SECRET}:${SECRET}@h.example.com/mcp`, headers },
        query: { type: 'http', url: `https://h.example.com/mcp?key=${SECRET}#${SECRET}` },
        path: { type: 'http', url: `https://h.example.com/s/${SECRET}/mcp` },
        fallback: { type: 'http', url: `https://h.example.com/\${TOKEN:-${SECRET}}/mcp` },
        broken: { type: 'http', url: `\${BASE:-https://h}/${SECRET}` },
        scheme: { type: 'http', url: `data:${SECRET}` },
        list: { command: ['tool', SECRET], environment: env },
        odd: { url: { [SECRET]: SECRET }, command: { [SECRET]: SECRET } },
      },
    });
    const servers = await read('claude');
    expect(servers.map(({ name, target }) => [name, target])).toEqual([
      ['args', 'tool'],
      ['line', 'tool'],
      ['user', 'https://h.example.com/mcp'],
      ['query', 'https://h.example.com/mcp'],
      ['path', 'https://h.example.com/s/…/mcp'],
      ['fallback', 'https://h.example.com/…/mcp'],
      ['broken', 'an address that cannot be read'],
      ['scheme', 'an address that cannot be read'],
      ['list', 'tool'],
    ]);
    expect(JSON.stringify(servers)).not.toContain('hidden');
  });
});

describe('a settings file', () => {
  it.each([
    '',
    '{"mcpServers": ',
    '[]',
    '{"mcpServers": [1]}',
    '{"mcpServers": {"a": null, "b": 7}}',
    '\u0000',
  ])('that holds %j has no servers', async (text) => {
    rig.write('.claude.json', text);
    expect(await read('claude')).toEqual([]);
  });

  it('that is a pipe, a folder or a broken TOML file has no servers', async () => {
    execFileSync('mkfifo', [join(rig.home, '.claude.json')]);
    mkdirSync(join(rig.project, '.mcp.json'));
    rig.write('.codex/config.toml', '[mcp_servers.docs\ncommand = 1');
    expect([await read('claude'), await read('codex')]).toEqual([[], []]);
  });

  it('has names that are safe to show, and no more than fit', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 100 }, (_, index) => [`s${index}`, { command: 'x' }]),
    );
    rig.write('.claude.json', { mcpServers: { '\u001b]0;x\u0007': { command: 'a\u202eb' }, ...many } });
    const servers = await read('claude');
    expect(servers).toHaveLength(64);
    expect(servers[0]).toMatchObject({ name: ']0;x', target: 'ab' });
    expect(McpServer.array().safeParse(servers).success).toBe(true);
  });
});

it('A running session tells its servers, and follows changes of the files', async () => {
  rig.write('.claude.json', { mcpServers: { mine: { command: 'one' } } });
  const profileOf = () => shippedProfile('claude');
  const watcher = new McpWatcher({ home: rig.home, hostEnv: {}, profileOf, log: pino({ level: 'silent' }) });
  const sessions = new SessionRig({ watchers: [watcher] });
  try {
    const session = await sessions.spawn(['cat']);
    const targets = () => session.facts().mcpServers.map(({ target }) => target);
    await sessions.until(() => targets().includes('one'));
    rig.write('.claude.json', { mcpServers: { mine: { command: 'another' } } });
    await watcher.lookAtAll();
    expect(targets()).toEqual(['another']);
  } finally {
    watcher.stop();
    await sessions.dispose();
  }
});
