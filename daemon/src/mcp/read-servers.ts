import { join } from 'node:path';
import { expand, type McpSource, type NameList, type Profile } from '@drover/profiles';
import { displayText, McpServer } from '@drover/protocol';
import { type ToolHome, toolFolder } from '../profiles/index.ts';
import { serverEntry } from './server-entry.ts';
import { readSettings } from './settings-file.ts';

/** As many as a session's facts take. */
const MAX_SERVERS = 64;

/** Where a session runs, and as whose. */
export type McpPlace = { profile: Profile; directory: string; tool: ToolHome };

type SettingsFile = { file: string; format: McpSource['format'] };

/** All files that tell about a profile's servers. */
export const settingsFiles = (place: McpPlace): string[] => [
  ...new Set(
    place.profile.mcp.flatMap((source) =>
      [source, ...source.disabledBy, ...source.enabledBy, ...source.allowedBy].map(
        (list) => fileOf(list, source, place).file,
      ),
    ),
  ),
];

/** The MCP servers that a session's tool is set up with, as its files say. Of several with a name, the last counts. */
export async function readServers(place: McpPlace): Promise<McpServer[]> {
  const settings = new SettingsReader(place);
  const servers = new Map<string, McpServer>();
  for (const source of place.profile.mcp) {
    for (const server of await serversIn(source, settings)) {
      servers.delete(server.name);
      servers.set(server.name, server);
    }
  }
  return [...servers.values()].slice(0, MAX_SERVERS);
}

async function serversIn(source: McpSource, settings: SettingsReader): Promise<McpServer[]> {
  const entries = await settings.at(source, source);
  const isOn = await switchOf(source, settings);
  if (typeof entries !== 'object' || entries === null || Array.isArray(entries)) return [];
  return Object.entries(entries).flatMap(([name, value]) => {
    const entry = serverEntry(value);
    const server = McpServer.safeParse({
      name: displayText(name, 128),
      transport: entry?.transport,
      target: entry?.target,
      scope: source.scope,
      file: settings.file(source, source),
      enabled: isOn(name) && !entry?.isSwitchedOff,
    });
    return server.data ?? [];
  });
}

/** Tells of a name whether the tool's lists let it be used. */
async function switchOf(source: McpSource, settings: SettingsReader): Promise<(name: string) => boolean> {
  const read = (lists: readonly NameList[]) =>
    Promise.all(lists.map((list) => settings.at(list, source).then(namesIn)));
  const [disabled, enabled, allowed] = await Promise.all(
    [source.disabledBy, source.enabledBy, source.allowedBy].map(read),
  );
  const has = (name: string) => (names: Names | undefined) => names === 'all' || names?.has(name) === true;
  const allowing = allowed?.filter((names) => names !== undefined) ?? [];
  return (name) =>
    !disabled?.some(has(name)) &&
    (!enabled?.length || enabled.some(has(name))) &&
    (allowing.length === 0 || allowing.some(has(name)));
}

type Names = ReadonlySet<string> | 'all';

function namesIn(value: unknown): Names | undefined {
  if (value === true) return 'all';
  return Array.isArray(value) ? new Set(value.filter((name) => typeof name === 'string')) : undefined;
}

/** A list without a path of its own is in the file of its source; a path without a folder is below the session's. */
function fileOf(list: McpSource | NameList, source: McpSource, place: McpPlace): SettingsFile {
  const { path, folder, folderVariable } = list.path === undefined ? source : list;
  const file = path ?? source.path;
  const root =
    folder === undefined
      ? place.directory
      : toolFolder(place.profile, { folder, folderVariable }, place.tool);
  const format = list.path === undefined || list === source ? source.format : formatByName(file);
  return { file: join(root, file), format };
}

const formatByName = (file: string): SettingsFile['format'] => (file.endsWith('.toml') ? 'toml' : 'json');

/** Reads each file once. */
class SettingsReader {
  readonly #place: McpPlace;
  readonly #read = new Map<string, Promise<unknown>>();

  constructor(place: McpPlace) {
    this.#place = place;
  }

  file(list: McpSource | NameList, source: McpSource): string {
    return fileOf(list, source, this.#place).file;
  }

  async at(list: McpSource | NameList, source: McpSource): Promise<unknown> {
    const { file, format } = fileOf(list, source, this.#place);
    const reading = this.#read.get(file) ?? readSettings(file, format);
    this.#read.set(file, reading);
    let value = await reading;
    for (const key of list.keys) {
      const name = expand(key, { directory: this.#place.directory });
      if (typeof value !== 'object' || value === null || !name || !Object.hasOwn(value, name))
        return undefined;
      value = (value as Record<string, unknown>)[name];
    }
    return value;
  }
}
