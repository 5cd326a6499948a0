import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { loadProfiles, Profile, SHIPPED_PROFILES } from '@drover/profiles';
import type { ConversationChoice, ConversationId } from '@drover/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Conversations } from './conversations.ts';

const FIXTURES = join(import.meta.dirname, 'fixtures');

/** The home directory that the recorded files speak of. */
const RECORDED_HOME = '/home/ana';

let home: string;
let project: string;
let held: Set<ConversationId>;
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'drover-conversations-')));
  project = join(home, 'project');
  mkdirSync(project);
  held = new Set();
});
afterEach(() => rmSync(home, { recursive: true, force: true }));

const shipped = (name: string): Profile => {
  const profile = loadProfiles(SHIPPED_PROFILES).profiles.find((each) => each.name === name);
  if (!profile) throw new Error(`there is no profile ${name}`);
  return profile;
};

const conversations = (hostEnv: Record<string, string> = {}) =>
  new Conversations({ home, hostEnv, heldBy: () => held });

/** Files of the real tool, as if it had run in this test's project. */
function recorded(tool: string, to = home): void {
  cpSync(join(FIXTURES, tool), to, { recursive: true });
  for (const entry of readdirSync(to, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (entry.isFile()) writeFileSync(file, readFileSync(file, 'utf8').replaceAll(RECORDED_HOME, home));
  }
}

/** Sets the time of its last use, in seconds since 1970. */
const used = (file: string, seconds: number) => utimesSync(join(home, file), seconds, seconds);

const CLAUDE = '.claude/projects/-home-ana-project';

function write(file: string, records: unknown[] | string): string {
  const path = join(home, file);
  mkdirSync(dirname(path), { recursive: true });
  const text = typeof records === 'string' ? records : records.map((each) => JSON.stringify(each)).join('\n');
  writeFileSync(path, text);
  return path;
}

const said = (content: unknown, more: object = {}) => ({
  type: 'user',
  cwd: project,
  timestamp: '2026-11-21T03:00:00Z',
  message: { content },
  ...more,
});

const list = (profile: Profile, directory = project) => conversations().list(profile, directory);

const titles = async (profile: Profile, directory = project) =>
  (await list(profile, directory)).conversations.map(({ title }) => title);

describe('conversations of the real tools', () => {
  it('of Claude Code are told with its own titles', async () => {
    recorded('claude');
    const [first, second] = ['c4293558-a2ee-4b67-86f5-bf9f5db6d370', '2c806677-8921-41d8-8730-db0cef541470'];
    used(`${CLAUDE}/${first}.jsonl`, 2_000);
    used(`${CLAUDE}/${second}.jsonl`, 1_000);
    expect(await list(shipped('claude'))).toEqual({
      truncated: false,
      conversations: [
        {
          conversationId: first,
          title: 'Greetings',
          directory: project,
          startedAt: Date.parse('2026-11-21T03:32:23.898Z'),
          lastUsedAt: 2_000_000,
          messages: 2,
        },
        expect.objectContaining({ conversationId: second, title: 'Greetings', messages: 2 }),
      ],
    });
  });

  it('of Claude Code are found where its variable says', async () => {
    recorded('claude');
    const moved = join(home, 'elsewhere');
    cpSync(join(home, '.claude'), moved, { recursive: true });
    rmSync(join(home, '.claude'), { recursive: true });
    const { conversations: found } = await conversations({ CLAUDE_CONFIG_DIR: moved }).list(
      shipped('claude'),
      project,
    );
    expect(found).toHaveLength(2);
  });

  it('of Gemini CLI are told by how they began, and belong to the folder beside them', async () => {
    recorded('gemini');
    const found = (await list(shipped('gemini'))).conversations;
    expect(new Set(found.map(({ title }) => title))).toEqual(new Set(['hello there', 'second talk']));
    expect(found[0]).toMatchObject({ directory: project, messages: 2 });
    expect(await titles(shipped('gemini'), home)).toEqual([]);
  });

  it('of Codex have the titles of its index', async () => {
    recorded('codex');
    const found = (await list(shipped('codex'))).conversations;
    expect(new Map(found.map(({ conversationId, title }) => [conversationId, title]))).toEqual(
      new Map([
        ['01a1fc1c-77fc-7c63-a2be-18320f197314', 'hello there'],
        ['01a1fc1d-4817-7a70-b8d9-a5f111590f0a', 'Mock title'],
      ]),
    );
    expect(found.map(({ messages }) => messages)).toEqual([2, 2]);
  });

  it('of OpenCode are read from its database, which stays as it is', async () => {
    const file = join(home, '.local/share/opencode/opencode.db');
    mkdirSync(dirname(file), { recursive: true });
    const sql = readFileSync(join(FIXTURES, 'opencode/opencode.sql'), 'utf8');
    const database = new DatabaseSync(file);
    database.exec(sql.replaceAll(RECORDED_HOME, home));
    database.close();
    const before = readFileSync(file);
    expect(await list(shipped('opencode'))).toEqual({
      truncated: false,
      conversations: [
        {
          conversationId: 'ses_e03e2b412ffeN0BFYD8oMYMlyN',
          title: 'Mock title',
          directory: project,
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
      expect(await list(shipped(name))).toEqual({ conversations: [], truncated: false });
    },
  );
});

describe('a list', () => {
  const claude = shipped('claude');

  it('is of one directory, whatever the links on the way to it', async () => {
    symlinkSync(project, join(home, 'link'));
    mkdirSync(join(home, 'other'));
    write(`${CLAUDE}/one.jsonl`, [said('here')]);
    write(`${CLAUDE}/two.jsonl`, [said('through a link', { cwd: join(home, 'link') })]);
    write(`${CLAUDE}/three.jsonl`, [said('elsewhere', { cwd: join(home, 'other') })]);
    expect(new Set(await titles(claude))).toEqual(new Set(['here', 'through a link']));
    expect(await titles(claude, join(home, 'other'))).toEqual(['elsewhere']);
  });

  it('is of a directory that is gone, too', async () => {
    write(`${CLAUDE}/one.jsonl`, [said('in a worktree', { cwd: '/gone/worktree' })]);
    expect(await titles(claude, '/gone/worktree')).toEqual(['in a worktree']);
  });

  it('is newest first, and has at most 200', async () => {
    for (let index = 1; index <= 205; index++) {
      write(`${CLAUDE}/c${index}.jsonl`, [said(`number ${index}`)]);
      used(`${CLAUDE}/c${index}.jsonl`, index);
    }
    const { conversations: found, truncated } = await list(claude);
    expect(found.map(({ title }) => title).slice(0, 2)).toEqual(['number 205', 'number 204']);
    expect([found.length, truncated]).toEqual([200, true]);
  });

  it('follows what changes', async () => {
    const all = conversations();
    write(`${CLAUDE}/one.jsonl`, [said('first')]);
    await all.list(claude, project);
    write(`${CLAUDE}/one.jsonl`, [said('first'), { type: 'custom-title', customTitle: 'Named' }]);
    write(`${CLAUDE}/two.jsonl`, [said('moved here', { cwd: '/elsewhere' })]);
    await all.list(claude, project);
    write(`${CLAUDE}/two.jsonl`, [said('moved here now')]);
    const { conversations: found } = await all.list(claude, project);
    expect(new Set(found.map(({ title }) => title))).toEqual(new Set(['Named', 'moved here now']));
  });

  it('passes over what the tool itself wrote, chats of subagents, and those without a word', async () => {
    write(`${CLAUDE}/tool.jsonl`, [
      said('<command-name>/clear</command-name>'),
      said('caveat', { isMeta: true }),
      said([{ type: 'tool_result', content: 'x' }]),
      said([{ type: 'text', text: 'really said' }]),
    ]);
    write(`${CLAUDE}/agent-1.jsonl`, [said('by the agent', { isSidechain: true })]);
    write(`${CLAUDE}/empty.jsonl`, [said('<command-name>/clear</command-name>')]);
    expect((await list(claude)).conversations).toMatchObject([{ title: 'really said', messages: 1 }]);
  });

  it('counts an answer of several lines once', async () => {
    const answer = { type: 'assistant', message: { id: 'm1' } };
    write(`${CLAUDE}/one.jsonl`, [said('ask'), answer, answer, { ...answer, message: { id: 'm2' } }]);
    expect((await list(claude)).conversations).toMatchObject([{ messages: 3 }]);
  });

  it('shows titles safely, in one line', async () => {
    write(`${CLAUDE}/one.jsonl`, [said(`a\u001b[31m\u202eb\n\n c \ud800 ${'x'.repeat(5_000)}`)]);
    const [title = ''] = await titles(claude);
    expect(title).toMatch(/^a\[31mb c \ufffd x+…$/);
    expect(title).toHaveLength(256);
  });

  it('survives what is no conversation', async () => {
    write(`${CLAUDE}/good.jsonl`, `{"broken\n\u0000\n[]\nnull\n7\n${JSON.stringify(said('good'))}\n{"cut": `);
    write(`${CLAUDE}/binary.jsonl`, '\u0000\ufffd{{{{');
    write(`${CLAUDE}/types.jsonl`, [
      { type: 'user', cwd: 7, message: 'x' },
      { cwd: ['a'] },
      { type: 'user', message: null },
    ]);
    write(`${CLAUDE}/-option.jsonl`, [said('an id like an option')]);
    write(`${CLAUDE}/proto.jsonl`, '{"__proto__":{"cwd":"/x"},"type":"user"}');
    write(`${CLAUDE}/.hidden/x.jsonl`, [said('too deep')]);
    mkdirSync(join(home, CLAUDE, 'folder.jsonl'));
    execFileSync('mkfifo', [join(home, CLAUDE, 'pipe.jsonl')]);
    expect(await titles(claude)).toEqual(['good']);
  });

  it('follows no link out of the tool’s folder', async () => {
    const outside = write('outside/x.jsonl', [said('a secret')]);
    mkdirSync(join(home, CLAUDE), { recursive: true });
    symlinkSync(outside, join(home, CLAUDE, 'x.jsonl'));
    symlinkSync(dirname(outside), join(home, '.claude/projects/linked'));
    expect(await titles(claude)).toEqual([]);
  });

  it('reads of a huge file its beginning and its end only', async () => {
    const file = write(`${CLAUDE}/huge.jsonl`, `${JSON.stringify(said('the beginning'))}\n`);
    truncateSync(file, 512 * 1024 * 1024); // sparse: zeros without a newline
    const end = `\n${JSON.stringify({ type: 'custom-title', customTitle: 'The end' })}\n`;
    writeFileSync(file, end, { flag: 'a' });
    expect((await list(claude)).conversations).toMatchObject([{ title: 'The end', messages: null }]);
  });

  it('never holds the event loop for long', async () => {
    const line = JSON.stringify(said('x'.repeat(1_000)));
    for (let index = 0; index < 40; index++) write(`${CLAUDE}/c${index}.jsonl`, `${line}\n`.repeat(1_500));
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    await list(claude);
    clearInterval(timer);
    // 40 files of 1.5 MB are read in some thousand pieces, with turns of others between them.
    expect(turns).toBeGreaterThan(40);
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
    write('.tool/chats/a1/chat.json', [
      { where: project, begun: 1_795_000_000, name: 'A name', log: [{ by: 'me', t: 'hi' }, { by: 'it' }] },
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
    write('.tool/x.db', 'this is no database at all, but long enough to be looked at');
    await expect(list(made({ database }))).rejects.toThrow('cannot be read now');
    rmSync(join(home, '.tool/x.db'));
    execFileSync('mkfifo', [join(home, '.tool/x.db')]);
    expect(await list(made({ database }))).toEqual({ conversations: [], truncated: false });
  });

  it('that does not say where it keeps them has no list', () => {
    expect(() => list(made({}))).toThrow('does not say where it keeps conversations');
  });
});

describe('the conversation of a new session', () => {
  const choose = (profile: Profile, choice: ConversationChoice, directory = project) =>
    conversations().choose(profile, directory, choice);
  const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4/;

  it('that is new has an id from the start, where the tool can be told one', async () => {
    expect(await choose(shipped('claude'), { kind: 'new' })).toEqual({
      kind: 'new',
      conversationId: expect.stringMatching(UUID),
      notice: null,
    });
    expect(await choose(shipped('codex'), { kind: 'new' })).toMatchObject({ conversationId: null });
    expect(await choose(shipped('bash'), { kind: 'new' })).toMatchObject({ conversationId: null });
  });

  it('that is the newest is told by its id', async () => {
    write(`${CLAUDE}/old.jsonl`, [said('old')]);
    write(`${CLAUDE}/new.jsonl`, [said('new')]);
    used(`${CLAUDE}/old.jsonl`, 1);
    expect(await choose(shipped('claude'), { kind: 'newest' })).toEqual({
      kind: 'resume',
      conversationId: 'new',
      notice: null,
    });
  });

  it('is never one that a running session holds', async () => {
    write(`${CLAUDE}/old.jsonl`, [said('old')]);
    write(`${CLAUDE}/new.jsonl`, [said('new')]);
    used(`${CLAUDE}/old.jsonl`, 1);
    held = new Set(['new']);
    expect(await choose(shipped('claude'), { kind: 'newest' })).toEqual({
      kind: 'resume',
      conversationId: 'old',
      notice: expect.stringContaining('open in another session'),
    });
    await expect(choose(shipped('claude'), { kind: 'resume', conversationId: 'new' })).rejects.toMatchObject({
      code: 'session_running',
    });
  });

  it('is a new one, in words, when there is nothing to resume and the profile says so', async () => {
    expect(await choose(shipped('gemini'), { kind: 'newest' })).toEqual({
      kind: 'new',
      conversationId: expect.stringMatching(UUID),
      notice: 'There was no conversation to resume here; a new one was begun.',
    });
    expect(await choose(shipped('claude'), { kind: 'resume', conversationId: 'never-saved' })).toEqual({
      kind: 'new',
      conversationId: expect.stringMatching(UUID),
      notice: 'Nothing is saved of this conversation; a new one was begun.',
    });
  });

  it('is none when the profile refuses, or its tool cannot resume', async () => {
    const claude = shipped('claude');
    const strict: Profile = { ...claude, conversations: { ...claude.conversations, otherwise: 'refuse' } };
    await expect(choose(strict, { kind: 'newest' })).rejects.toMatchObject({ code: 'no_conversation' });
    await expect(choose(shipped('bash'), { kind: 'newest' })).rejects.toThrow(
      'Bash cannot take up a conversation again',
    );
  });

  it('may come from another directory where the tool can do that', async () => {
    mkdirSync(join(home, 'worktree'));
    write(`${CLAUDE}/one.jsonl`, [said('in the project')]);
    const choice = { kind: 'resume', conversationId: 'one' } as const;
    expect(await choose(shipped('claude'), choice, join(home, 'worktree'))).toMatchObject({ kind: 'resume' });
    recorded('codex');
    const codex = { kind: 'resume', conversationId: '01a1fc1c-77fc-7c63-a2be-18320f197314' } as const;
    expect(await choose(shipped('codex'), codex)).toMatchObject({ kind: 'resume' });
    expect(await choose(shipped('codex'), codex, join(home, 'worktree'))).toMatchObject({ kind: 'new' });
  });
});
