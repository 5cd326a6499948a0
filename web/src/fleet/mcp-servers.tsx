import type { McpServer } from '@drover/protocol';
import { Plug } from 'lucide-react';
import { Explanation } from '../design/explanation.tsx';
import { count } from '../sessions/git-words.ts';
import { SCOPE_WORDS } from '../sessions/program-words.ts';

/** How many MCP servers a session's tool is set up with; pointed at, which, and where each is from. */
export const McpServers = ({ servers }: { servers: readonly McpServer[] }) => (
  <Explanation
    label="MCP servers"
    className="tabular flex touch:h-11 touch:min-w-11 shrink-0 items-center gap-1 rounded hover:text-ink"
    content={() => <McpList servers={servers} />}
  >
    <Plug size={12} aria-hidden="true" />
    {servers.length}
    <span className="sr-only">{servers.length === 1 ? 'MCP server' : 'MCP servers'}</span>
  </Explanation>
);

const McpList = ({ servers }: { servers: readonly McpServer[] }) => (
  <>
    <p className="mb-1.5 font-medium">{count(servers.length, 'MCP server')}</p>
    <ul className="space-y-2 text-xs">
      {servers.map((server) => (
        <li key={`${server.file} ${server.name}`}>
          <p className="font-medium">
            {server.name}{' '}
            <span className="font-normal text-ink-3">
              {server.transport}
              {!server.enabled && ', switched off'}
            </span>
          </p>
          <p className="break-all font-mono text-ink-2">{server.target}</p>
          <p className="break-all text-ink-3">
            Setting {SCOPE_WORDS[server.scope]}: {server.file}
          </p>
        </li>
      ))}
    </ul>
  </>
);
