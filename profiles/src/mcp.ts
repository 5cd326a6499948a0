import { z } from 'zod';
import { placeholderFault, plain } from './placeholders.ts';
import { section, text } from './section.ts';
import { toolFile } from './tool-file.ts';

const DIRECTORY = plain('directory');

/** Keys on the way to a value, from the outside in; `{directory}` is where the session runs. */
const Keys = z
  .array(
    text('mcpServers')
      .min(1, 'must not be empty')
      .superRefine((key, context) => {
        const message = placeholderFault(key, DIRECTORY);
        if (message) context.addIssue({ code: 'custom', message });
      }),
    'must be a list of keys such as [mcpServers]',
  )
  .min(1, 'must name a key')
  .max(8, 'must be at most 8');

/** A list of names that the tool keeps; `true` there stands for all. */
const NameList = section({
  /** The file of the tool; that of the source itself when it is left out. */
  ...{ folder: toolFile.folder.optional(), folderVariable: toolFile.folderVariable },
  path: toolFile.path.optional(),
  keys: Keys,
});
export type NameList = z.infer<typeof NameList>;

const names = z.array(NameList, 'must be a list').max(8, 'must be at most 8').default([]);

/** A file in which a tool's MCP servers are set up: a mapping of servers by name. */
export const McpSource = section({
  scope: z.enum(['user', 'local', 'project'], 'must be "user", "local" or "project"'),
  /** Below the home directory; left out for a file of the project, whose folder is where the session runs. */
  ...{ folder: toolFile.folder.optional(), folderVariable: toolFile.folderVariable },
  path: toolFile.path,
  format: z.enum(['json', 'toml'], 'must be "json" or "toml"').default('json'),
  keys: Keys,
  /** Servers that are switched off. */
  disabledBy: names,
  /** A server is off until its name is in one of these lists. */
  enabledBy: names,
  /** When there is such a list, servers that are not in it are off. */
  allowedBy: names,
});
export type McpSource = z.infer<typeof McpSource>;

/** Where a tool's MCP servers are set up; of servers with the same name, the last one counts. */
export const Mcp = z.array(McpSource, 'must be a list').max(8, 'must be at most 8');
