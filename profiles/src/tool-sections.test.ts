import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { Conversations } from './conversations.ts';
import { Mcp } from './mcp.ts';

/** What is said about a value, each with the path to it. */
const complaints = (schema: z.ZodType, value: unknown): string[] =>
  schema.safeParse(value).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

const FILES = {
  folder: '~/.tool',
  path: 'chats/{id}.jsonl',
  directory: 'cwd',
  said: { where: { type: 'user' }, text: 'text' },
  answered: { where: { type: 'agent' } },
};

const about = (changes: object) => complaints(Conversations, { files: { ...FILES, ...changes } });

describe('the conversations of a profile', () => {
  it('may be left out, or in files', () => {
    expect(complaints(Conversations, {})).toEqual([]);
    expect(about({})).toEqual([]);
  });

  it.each(['/etc', '~/..', '~/a/../b', '~x', 'a', '~/*', ''])('are not in the folder %j', (folder) => {
    expect(about({ folder })).toEqual([expect.stringContaining('files.folder: must be "~" or a folder')]);
  });

  it.each(['/x', '../x', 'a/../b', 'a//b', '', 'a/{name}.jsonl'])('are not at %j', (path) => {
    expect(about({ path, id: 'id' })).toEqual([expect.stringContaining('files.path: must be a path below')]);
  });

  it('say where id and directory are', () => {
    expect(about({ path: '*.jsonl' })).toEqual([expect.stringContaining('files.id: is missing')]);
    expect(about({ path: '{id}/{id}.jsonl' })).toEqual(['files.path: must hold {id} at most once']);
    expect(about({ directory: undefined })).toEqual([expect.stringContaining('files.directory: either it')]);
    expect(about({ directoryFile: '../root' })).toEqual([expect.stringContaining('not both')]);
    expect(about({ directory: undefined, directoryFile: '../../..' })).toEqual([
      'files.directoryFile: must be the name of a file',
    ]);
  });

  it('say in a JSON document where its list is', () => {
    expect(about({ format: 'json' })).toEqual([expect.stringContaining('files.records: is missing')]);
    expect(about({ records: 'log' })).toEqual([expect.stringContaining('belongs to the format "json"')]);
  });

  it('are in files or in a database, which is only asked', () => {
    const database = { folder: '~', path: 'x.db', query: 'select 1' };
    expect(complaints(Conversations, { database })).toEqual([]);
    expect(complaints(Conversations, { database, files: FILES })).toEqual([
      expect.stringContaining('database: leave it out'),
    ]);
    expect(complaints(Conversations, { database: { ...database, query: 'delete from x' } })).toEqual([
      expect.stringContaining('must be one statement that begins with "select"'),
    ]);
  });

  it('name what is known where a key is not', () => {
    expect(about({ titel: 'x' })).toEqual([expect.stringContaining('unknown key "titel"; known here:')]);
    expect(complaints(Conversations, { otherwise: 'ask' })).toEqual(['otherwise: must be "new" or "refuse"']);
  });
});

describe('the MCP servers of a profile', () => {
  const source = { scope: 'user', folder: '~', path: 'x.json', keys: ['mcpServers', '{directory}'] };

  it('are at keys in which the directory may stand, and nothing else', () => {
    expect(complaints(Mcp, [source])).toEqual([]);
    expect(complaints(Mcp, [{ ...source, keys: ['{projectDir}'] }])).toEqual([
      expect.stringContaining('0.keys.0: unknown placeholder {projectDir}'),
    ]);
  });

  it('are in files that cannot climb out', () => {
    expect(complaints(Mcp, [{ ...source, path: '../x.json' }])).toEqual([
      expect.stringContaining('0.path: must be a path below the folder'),
    ]);
  });
});
