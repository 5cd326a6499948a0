import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Profile } from '@drover/profiles';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resolveProjectDir } from '../projects/roots.ts';
import { shippedProfile, ToolHome } from '../testing/tool-home.ts';
import { Conversations } from './conversations.ts';
import { listConversations } from './list-command.ts';

let rig: ToolHome;
beforeEach(() => {
  rig = new ToolHome();
});
afterEach(() => rig.dispose());

const conversations = (hostEnv: Record<string, string> = {}) =>
  new Conversations({ home: rig.home, hostEnv, heldBy: () => new Set() });

const list = (profile: Profile, directory = rig.project) => conversations().list(profile, directory);

const titles = async (profile: Profile, directory = rig.project) =>
  (await list(profile, directory)).conversations.map(({ title }) => title);

describe('conversations of the real tools', () => {
  it('of Claude Code are told with its own titles', async () => {
    rig.recorded('claude');
    const [first, second] = ['c4293558-a2ee-4b67-86f5-bf9f5db6d370', '2c806677-8921-41d8-8730-db0cef541470'];
    rig.used(`${rig.claude}/${first}.jsonl`, 2_000);
    rig.used(`${rig.claude}/${second}.jsonl`, 1_000);
    expect(await list(shippedProfile('claude'))).toEqual({
      truncated: false,
      conversations: [
        {
          conversationId: first,
          title: 'Greetings',
          directory: rig.project,
          startedAt: Date.parse('2026-11-21T03:32:23.898Z'),
          lastUsedAt: 2_000_000,
          messages: 2,
        },
        expect.objectContaining({ conversationId: second, title: 'Greetings', messages: 2 }),
      ],
    });
  });

  it('of Claude Code are found where its variable says', async () => {
    rig.recorded('claude');
    const moved = join(rig.home, 'elsewhere');
    cpSync(join(rig.home, '.claude'), moved, { recursive: true });
    rmSync(join(rig.home, '.claude'), { recursive: true });
    const { conversations: found } = await conversations({ CLAUDE_CONFIG_DIR: moved }).list(
      shippedProfile('claude'),
      rig.project,
    );
    expect(found).toHaveLength(2);
  });

  it('of Gemini CLI are told by how they began, and belong to the folder beside them', async () => {
    rig.recorded('gemini');
    const found = (await list(shippedProfile('gemini'))).conversations;
    expect(new Set(found.map(({ title }) => title))).toEqual(new Set(['hello there', 'second talk']));
    expect(found[0]).toMatchObject({ directory: rig.project, messages: 2 });
    expect(await titles(shippedProfile('gemini'), rig.home)).toEqual([]);
  });

  it('of Gemini CLI were last used when something was said, not when a summary was added to them', async () => {
    rig.recorded('gemini');
    const chats = '.gemini/tmp/project/chats';
    rig.used(`${chats}/session-2026-11-21T03-32-5f7f4e0e.jsonl`, 2_000_000_000);
    const found = (await list(shippedProfile('gemini'))).conversations;
    expect(found.map(({ title, lastUsedAt }) => [title, lastUsedAt])).toEqual([
      ['second talk', Date.parse('2026-11-21T03:32:45.024Z')],
      ['hello there', Date.parse('2026-11-21T03:32:35.111Z')],
    ]);
  });

  it('of Codex have the titles of its index', async () => {
    rig.recorded('codex');
    const found = (await list(shippedProfile('codex'))).conversations;
    expect(new Map(found.map(({ conversationId, title }) => [conversationId, title]))).toEqual(
      new Map([
        ['01a1fc1c-77fc-7c63-a2be-18320f197314', 'hello there'],
        ['01a1fc1d-4817-7a70-b8d9-a5f111590f0a', 'Mock title'],
      ]),
    );
    expect(found.map(({ messages }) => messages)).toEqual([2, 2]);
  });

  it('of OpenCode are read from its database, which stays as it is', async () => {
    const file = join(rig.home, '.local/share/opencode/opencode.db');
    mkdirSync(dirname(file), { recursive: true });
    const sql = rig.recordedText('opencode/opencode.sql');
    const database = new DatabaseSync(file);
    database.exec(sql);
    database.close();
    const before = readFileSync(file);
    expect(await list(shippedProfile('opencode'))).toEqual({
      truncated: false,
      conversations: [
        {
          conversationId: 'ses_e03e2b412ffeN0BFYD8oMYMlyN',
          title: 'Mock title',
          directory: rig.project,
          startedAt: 1_795_231_140_845,
          lastUsedAt: 1_795_231_142_559,
          messages: 2,
        },
      ],
    });
    expect(readFileSync(file)).toEqual(before);
  });

  it.each(['claude', 'gemini', 'codex', 'opencode'])(
    'of %s are none where it has never run',
    async (name) => {
      expect(await list(shippedProfile(name))).toEqual({ conversations: [], truncated: false });
    },
  );
});

describe('a list', () => {
  const claude = shippedProfile('claude');

  it('is of one directory, whatever the links on the way to it', async () => {
    symlinkSync(rig.project, join(rig.home, 'link'));
    mkdirSync(join(rig.home, 'other'));
    rig.write(`${rig.claude}/one.jsonl`, [rig.said('here')]);
    rig.write(`${rig.claude}/two.jsonl`, [rig.said('through a link', { cwd: join(rig.home, 'link') })]);
    rig.write(`${rig.claude}/three.jsonl`, [rig.said('elsewhere', { cwd: join(rig.home, 'other') })]);
    expect(new Set(await titles(claude))).toEqual(new Set(['here', 'through a link']));
    expect(await titles(claude, join(rig.home, 'other'))).toEqual(['elsewhere']);
  });

  it('is of a directory that is gone, too', async () => {
    rig.write(`${rig.claude}/one.jsonl`, [rig.said('in a worktree', { cwd: '/gone/worktree' })]);
    expect(await titles(claude, '/gone/worktree')).toEqual(['in a worktree']);
  });

  it('is newest first, and has at most 200', async () => {
    for (let index = 1; index <= 205; index++) {
      rig.write(`${rig.claude}/c${index}.jsonl`, [rig.said(`number ${index}`)]);
      rig.used(`${rig.claude}/c${index}.jsonl`, index);
    }
    const { conversations: found, truncated } = await list(claude);
    expect(found.map(({ title }) => title).slice(0, 2)).toEqual(['number 205', 'number 204']);
    expect([found.length, truncated]).toEqual([200, true]);
  });

  it('follows what changes', async () => {
    const all = conversations();
    rig.write(`${rig.claude}/one.jsonl`, [rig.said('first')]);
    await all.list(claude, rig.project);
    rig.write(`${rig.claude}/one.jsonl`, [rig.said('first'), { type: 'custom-title', customTitle: 'Named' }]);
    rig.write(`${rig.claude}/two.jsonl`, [rig.said('moved here', { cwd: '/elsewhere' })]);
    await all.list(claude, rig.project);
    rig.write(`${rig.claude}/two.jsonl`, [rig.said('moved here now')]);
    const { conversations: found } = await all.list(claude, rig.project);
    expect(new Set(found.map(({ title }) => title))).toEqual(new Set(['Named', 'moved here now']));
  });

  it('passes over what the tool itself wrote, chats of subagents, and those without a word', async () => {
    rig.write(`${rig.claude}/tool.jsonl`, [
      rig.said('<command-name>/clear</command-name>'),
      rig.said('caveat', { isMeta: true }),
      rig.said([{ type: 'tool_result', content: 'x' }]),
      rig.said([{ type: 'text', text: 'really said' }]),
    ]);
    rig.write(`${rig.claude}/agent-1.jsonl`, [rig.said('by the agent', { isSidechain: true })]);
    rig.write(`${rig.claude}/empty.jsonl`, [rig.said('<command-name>/clear</command-name>')]);
    expect((await list(claude)).conversations).toMatchObject([{ title: 'really said', messages: 1 }]);
  });

  it('counts an answer of several lines once', async () => {
    const answer = { type: 'assistant', message: { id: 'm1' } };
    rig.write(`${rig.claude}/one.jsonl`, [
      rig.said('ask'),
      answer,
      answer,
      { ...answer, message: { id: 'm2' } },
    ]);
    expect((await list(claude)).conversations).toMatchObject([{ messages: 3 }]);
  });

  it('shows titles safely, in one line', async () => {
    rig.write(`${rig.claude}/one.jsonl`, [rig.said(`a\u001b[31m\u202eb\n\n c \ud800 ${'x'.repeat(5_000)}`)]);
    const [title = ''] = await titles(claude);
    expect(title).toMatch(/^a\[31mb c \ufffd x+…$/);
    expect(title).toHaveLength(256);
  });

  it('survives what is no conversation', async () => {
    rig.write(
      `${rig.claude}/good.jsonl`,
      `{"broken\n\u0000\n[]\nnull\n7\n${JSON.stringify(rig.said('good'))}\n{"cut": `,
    );
    rig.write(`${rig.claude}/binary.jsonl`, '\u0000\ufffd{{{{');
    rig.write(`${rig.claude}/types.jsonl`, [
      { type: 'user', cwd: 7, message: 'x' },
      { cwd: ['a'] },
      { type: 'user', message: null },
    ]);
    rig.write(`${rig.claude}/-option.jsonl`, [rig.said('an id like an option')]);
    rig.write(`${rig.claude}/proto.jsonl`, '{"__proto__":{"cwd":"/x"},"type":"user"}');
    rig.write(`${rig.claude}/.hidden/x.jsonl`, [rig.said('too deep')]);
    mkdirSync(join(rig.home, rig.claude, 'folder.jsonl'));
    execFileSync('mkfifo', [join(rig.home, rig.claude, 'pipe.jsonl')]);
    expect(await titles(claude)).toEqual(['good']);
  });

  it('passes over lines that are longer than anything that is said', async () => {
    const padding = 'x'.repeat(600 * 1024);
    rig.write(`${rig.claude}/one.jsonl`, [
      rig.said('short'),
      { type: 'custom-title', customTitle: 'Long', padding },
      { type: 'assistant', message: {} },
    ]);
    expect((await list(claude)).conversations).toMatchObject([{ title: 'short', messages: 2 }]);
  });

  it('follows no link out of the tool’s folder', async () => {
    const outside = rig.write('outside/x.jsonl', [rig.said('a secret')]);
    mkdirSync(join(rig.home, rig.claude), { recursive: true });
    symlinkSync(outside, join(rig.home, rig.claude, 'x.jsonl'));
    symlinkSync(dirname(outside), join(rig.home, '.claude/projects/linked'));
    expect(await titles(claude)).toEqual([]);
  });

  it('reads of a huge file its beginning and its end only', async () => {
    const file = rig.write(`${rig.claude}/huge.jsonl`, `${JSON.stringify(rig.said('the beginning'))}\n`);
    truncateSync(file, 512 * 1024 * 1024); // sparse: zeros without a newline
    const end = `\n${JSON.stringify({ type: 'custom-title', customTitle: 'The end' })}\n`;
    writeFileSync(file, end, { flag: 'a' });
    expect((await list(claude)).conversations).toMatchObject([{ title: 'The end', messages: null }]);
  });

  it('never holds the event loop for long', async () => {
    const line = JSON.stringify(rig.said('x'.repeat(1_000)));
    for (let index = 0; index < 40; index++)
      rig.write(`${rig.claude}/c${index}.jsonl`, `${line}\n`.repeat(1_500));
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    await list(claude);
    clearInterval(timer);
    // 40 files of 1.5 MB are read in some thousand pieces, with turns of others between them.
    expect(turns).toBeGreaterThan(40);
  });
});

describe('the command that asks for a list', () => {
  const ask = (path: string, ...sessions: string[]) =>
    listConversations(
      { profile: 'claude', path },
      {
        conversations: conversations(),
        profiles: { permitted: shippedProfile },
        sessions: () => sessions.map((directory) => ({ directory })),
        resolveProject: (wanted) => resolveProjectDir(wanted, [rig.project], rig.home),
      },
    );

  it('is answered for directories in which sessions may start', async () => {
    rig.write(`${rig.claude}/one.jsonl`, [rig.said('here')]);
    expect((await ask(rig.project)).conversations).toHaveLength(1);
  });

  it('is answered for others only when a session has run there, as in a worktree that is gone', async () => {
    rig.write(`${rig.claude}/one.jsonl`, [rig.said('there', { cwd: '/elsewhere' })]);
    await expect(ask('/elsewhere')).rejects.toMatchObject({ code: 'path_outside_roots' });
    expect((await ask('/elsewhere', '/elsewhere')).conversations).toHaveLength(1);
  });
});

describe('a tool that the code has never heard of', () => {
  const made = (rules: object) =>
    Profile.parse({
      name: 'tool',
      displayName: 'Tool',
      color: '#112233',
      binary: 'tool',
      commands: { new: ['{binary}'], resume: ['{binary}', '{conversationId}'] },
      conversations: rules,
    });

  it('may keep each conversation in one JSON document', async () => {
    rig.write('.tool/chats/a1/chat.json', [
      {
        where: rig.project,
        begun: 1_795_000_000,
        name: 'A name',
        log: [{ by: 'me', t: 'hi' }, { by: 'it' }],
      },
    ]);
    const files = {
      folder: '~/.tool',
      path: 'chats/{id}/chat.json',
      format: 'json',
      records: 'log',
      directory: 'where',
      startedAt: 'begun',
      titles: [{ at: 'name' }],
      said: { where: { by: 'me' }, text: 't' },
      answered: { where: { by: ['it', 'another'] } },
    };
    expect((await list(made({ files }))).conversations).toMatchObject([
      { conversationId: 'a1', title: 'A name', startedAt: 1_795_000_000_000, messages: 2 },
    ]);
  });

  it('may keep them in a database; one that cannot be read is said to be so', async () => {
    const database = { folder: '~/.tool', path: 'x.db', query: 'select * from chats' };
    rig.write('.tool/x.db', 'this is no database at all, but long enough to be looked at');
    await expect(list(made({ database }))).rejects.toThrow('cannot be read now');
    rmSync(join(rig.home, '.tool/x.db'));
    execFileSync('mkfifo', [join(rig.home, '.tool/x.db')]);
    expect(await list(made({ database }))).toEqual({ conversations: [], truncated: false });
  });

  it('that does not say where it keeps them has no list', () => {
    expect(() => list(made({}))).toThrow('does not say where it keeps conversations');
  });
});
