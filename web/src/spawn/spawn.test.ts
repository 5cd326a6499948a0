import { DroverError } from '@drover/protocol';
import { describe, expect, test } from 'vitest';
import { NetworkError } from '../api/http.ts';
import { filterOptions } from '../design/combobox-options.ts';
import { facts, host, policy, profile, project } from '../testing/samples.ts';
import { projectOptions } from './project-options.ts';
import { bodyOf, emptyDraft, type SpawnDraft, type SpawnTerms } from './spawn-draft.ts';
import { faultsOf, faultsOfRefusal } from './spawn-faults.ts';
import { SpawnIntent } from './spawn-intent.ts';
import { SpawnMemory } from './spawn-memory.ts';

const atlas = host({
  facts: facts({
    profiles: [profile(), profile({ name: 'codex', displayName: 'Codex', unavailable: 'Binary not found.' })],
  }),
});

const draft = (parts: Partial<SpawnDraft> = {}): SpawnDraft =>
  emptyDraft({ hostId: atlas.hostId, profile: 'claude', projectDir: '/home/ada/git/shop', ...parts });

const terms = (parts: Partial<SpawnTerms> = {}): SpawnTerms => ({
  takes: profile(),
  repository: true,
  worktree: false,
  setup: null,
  ...parts,
});

describe('[F68] the id of a start', () => {
  const network = new NetworkError('cut');

  test('stays when the same is asked again after a broken connection', () => {
    const intent = new SpawnIntent();
    const first = intent.idFor(draft());
    intent.settled(network);
    expect(intent.idFor(draft())).toBe(first);
  });

  test('is new when something else is asked after a broken connection', () => {
    const intent = new SpawnIntent();
    const first = intent.idFor(draft());
    intent.settled(network);
    expect(intent.idFor(draft({ task: 'other' }))).not.toBe(first);
  });

  test('is new when the hub has answered', () => {
    const intent = new SpawnIntent();
    const first = intent.idFor(draft());
    intent.settled(new DroverError('host_offline', 'atlas is offline.'));
    const second = intent.idFor(draft());
    intent.settled();
    expect(new Set([first, second, intent.idFor(draft())]).size).toBe(3);
  });
});

describe('a draft', () => {
  test('that is whole has no faults', () => expect(faultsOf(draft(), terms(), atlas)).toEqual({}));

  test.each([
    ['projectDir', draft({ projectDir: ' ' }), 'Choose a project'],
    ['projectDir', draft({ projectDir: 'shop' }), 'it must be absolute, or begin with "~/"'],
    ['profile', draft({ profile: '' }), 'Choose what to start'],
    ['profile', draft({ profile: 'codex' }), 'Binary not found.'],
    ['conversation', draft({ conversation: 'resume' }), 'Choose a conversation from the list.'],
    ['conversation', draft({ conversation: 'resume', conversationId: '--x' }), 'Choose a conversation'],
    ['model', draft({ model: '-opus' }), 'must be the name of a model'],
    ['task', draft({ task: '\u001b[31m' }), 'must not contain control characters'],
    ['name', draft({ name: 'x'.repeat(101) }), 'must be at most 100 characters'],
    ['tags', draft({ tags: ['urgent'], tag: 'b?' }), 'A tag must be one word'],
    ['tags', draft({ tags: Array.from({ length: 17 }, (_, i) => `t${i}`) }), 'The tags must be at most 16'],
    ['prompt', draft({ prompt: 'x'.repeat(16_385) }), 'must be at most 16384 bytes'],
  ] as const)('tells what is wrong at %s', (place, subject, words) => {
    const faults = faultsOf(subject, terms(), atlas);
    expect(faults[place]).toContain(words);
    expect(Object.keys(faults)).toEqual([place]);
  });

  test.each(['-x', '--upload-pack=x', 'a..b', 'x.lock', '@{', 'a b', 'x'.repeat(101)])(
    '[B14] [B15] with the branch or base %s is told so, when it makes a worktree',
    (name) => {
      const own = terms({ worktree: true });
      expect(faultsOf(draft({ branch: name }), own, atlas).branch).toContain('It must be a branch');
      const bad = faultsOf(draft({ base: name }), own, atlas).base;
      expect(bad === undefined).toBe(['x.lock', 'x'.repeat(101)].includes(name));
      expect(faultsOf(draft({ branch: name, base: name }), terms(), atlas)).toEqual({});
      expect(faultsOf(draft({ branch: name, worktreePath: '/w' }), own, atlas)).toEqual({});
    },
  );

  test('is refused while its host is offline', () => {
    expect(faultsOf(draft(), terms(), { ...atlas, online: false }).host).toBe('atlas is offline.');
  });

  test('is refused in a plain directory where the policy wants repositories', () => {
    const strict = host({ facts: facts({ policy: policy({ plainDirectories: false }) }) });
    expect(faultsOf(draft(), terms({ repository: false }), strict).projectDir).toContain('repositories only');
    expect(faultsOf(draft(), terms({ repository: null }), strict)).toEqual({});
    expect(faultsOf(draft(), terms({ repository: false }), atlas)).toEqual({});
  });

  test('becomes a body with trimmed text, and without what its profile does not take', () => {
    const subject = draft({
      task: ' fix ',
      prompt: ' go ',
      model: ' opus ',
      name: ' Mender ',
      tags: ['urgent'],
      tag: ' shop ',
      projectDir: ' /home/ada/git/shop ',
    });
    expect(bodyOf(subject, terms(), 'id')).toMatchObject({
      task: 'fix',
      prompt: 'go',
      model: 'opus',
      name: 'Mender',
      tags: ['urgent', 'shop'],
      projectDir: '/home/ada/git/shop',
    });
    const shell = terms({ takes: profile({ acceptsPrompt: false, acceptsModel: false }) });
    expect(bodyOf(subject, shell, 'id')).toMatchObject({ prompt: null, model: null });
    expect(bodyOf(draft(), terms(), 'id')).toMatchObject({ task: null, prompt: null, name: null, tags: [] });
  });

  test('asks for the conversation that was chosen, where its profile can resume one', () => {
    const picked = draft({ conversation: 'resume', conversationId: 'abc' });
    expect(bodyOf(picked, terms(), 'id').conversation).toEqual({ kind: 'resume', conversationId: 'abc' });
    expect(bodyOf(draft({ conversation: 'newest' }), terms(), 'id').conversation).toEqual({ kind: 'newest' });
    const fresh = { newest: false, picked: false, listed: false, otherwise: 'refuse' } as const;
    const shell = terms({ takes: profile({ resumes: fresh }) });
    expect(bodyOf(picked, shell, 'id').conversation).toEqual({ kind: 'new' });
    expect(faultsOf(draft({ conversation: 'resume' }), shell, atlas)).toEqual({});
  });

  test('asks for the place that was chosen', () => {
    const hash = 'a'.repeat(64);
    const at = (parts: Partial<SpawnDraft>, of: Partial<SpawnTerms>) =>
      bodyOf(draft(parts), terms(of), 'id').worktree;
    const named = { branch: ' mend ', base: ' main ' };
    expect(at(named, {})).toEqual({ kind: 'none' });
    expect(at({}, { worktree: true })).toEqual({ kind: 'new', branch: null, base: null, setup: null });
    expect(at(named, { worktree: true, setup: hash })).toEqual({
      kind: 'new',
      branch: 'mend',
      base: 'main',
      setup: hash,
    });
    expect(at({ worktreePath: '/w' }, { worktree: true })).toEqual({ kind: 'existing', path: '/w' });
  });
});

describe('[B13] [B14] a refusal stands where it arose', () => {
  test.each([
    ['path_outside_roots', 'projectDir'],
    ['too_many_sessions', 'host'],
    ['no_conversation', 'conversation'],
    ['session_running', 'conversation'],
    ['invalid_branch', 'branch'],
    ['invalid_base', 'base'],
    ['branch_taken', 'branch'],
    ['setup_changed', 'setup'],
    ['worktree_failed', 'worktree'],
    ['not_a_repository', 'worktree'],
    ['denied_by_host_policy', 'form'],
    ['internal', 'form'],
  ] as const)('%s at %s', (code, place) =>
    expect(faultsOfRefusal(new DroverError(code, 'So.'), draft())).toEqual({ [place]: 'So.' }),
  );

  test('and never at what is out of sight', () => {
    const subject = draft({ worktreePath: '/w' });
    expect(faultsOfRefusal(new DroverError('branch_taken', 'So.'), subject)).toEqual({ worktree: 'So.' });
    expect(faultsOfRefusal(new NetworkError('Cut.'), subject)).toEqual({ form: 'Cut.' });
  });
});

describe('last choices', () => {
  const storage = () => {
    const items = new Map<string, string>();
    return {
      getItem: (key: string) => items.get(key) ?? null,
      setItem: (key: string, value: string) => void items.set(key, value),
    };
  };

  const started = (projectDir: string) => ({ profile: 'claude', projectDir, model: '', setup: null });

  test('are kept for each host, the latest project first and none twice', () => {
    const memory = new SpawnMemory(storage());
    for (const path of ['/a', '/b', '/a']) memory.started(atlas.hostId, started(path));
    expect(memory.of(atlas.hostId)).toMatchObject({ profile: 'claude', recent: ['/a', '/b'] });
    expect(memory.of(host().hostId)).toBeUndefined();
  });

  test('keep the models of each profile', () => {
    const memory = new SpawnMemory(storage());
    for (const model of ['opus', 'haiku', '', 'opus'])
      memory.started(atlas.hostId, { ...started('/a'), model });
    memory.started(atlas.hostId, { ...started('/a'), profile: 'codex', model: 'gpt-5' });
    expect(memory.of(atlas.hostId)?.models).toEqual({ claude: ['opus', 'haiku'], codex: ['gpt-5'] });
  });

  test('keep what set-up of a project was agreed to, until it is another', () => {
    const memory = new SpawnMemory(storage());
    const [old, next] = ['a', 'b'].map((letter) => ({ project: '/a', hash: letter.repeat(64) }));
    if (!old || !next) throw new Error('Two are made.');
    memory.started(atlas.hostId, { ...started('/a'), setup: old });
    memory.started(atlas.hostId, started('/a'));
    expect(memory.hasAgreed(atlas.hostId, old)).toBe(true);
    expect(memory.hasAgreed(host().hostId, old)).toBe(false);
    expect(memory.hasAgreed(atlas.hostId, { ...old, project: '/b' })).toBe(false);
    memory.started(atlas.hostId, { ...started('/a'), setup: next });
    expect(memory.hasAgreed(atlas.hostId, old)).toBe(false);
    expect(memory.hasAgreed(atlas.hostId, next)).toBe(true);
  });

  test('of an older dashboard still count', () => {
    const text = JSON.stringify({ [atlas.hostId]: { profile: 'claude', recent: ['/a'] } });
    const memory = new SpawnMemory({ getItem: () => text, setItem: () => {} });
    expect(memory.of(atlas.hostId)).toEqual({ profile: 'claude', recent: ['/a'], models: {}, agreed: [] });
  });

  test('keep the latest eight projects', () => {
    const memory = new SpawnMemory(storage());
    for (let i = 0; i < 12; i++) memory.started(atlas.hostId, started(`/${i}`));
    expect(memory.of(atlas.hostId)?.recent).toEqual(['/11', '/10', '/9', '/8', '/7', '/6', '/5', '/4']);
  });

  test.each(['nonsense', '[]', '{"x":{"profile":1}}'])('are forgotten when they read %s', (text) => {
    const memory = new SpawnMemory({ getItem: () => text, setItem: () => {} });
    expect(memory.of(atlas.hostId)).toBeUndefined();
  });
});

describe('projects to choose from', () => {
  const NOW = 10 * 60_000;
  const projects = [
    project({ path: '/git/web', name: 'web', branch: 'main', changedFiles: 2 }),
    project({ path: '/git/api', name: 'api', branch: null }),
    project({ path: '/git/docs', name: 'docs', branch: null, lastUsedAt: NOW - 5 * 60_000 }),
  ];

  test('are the recent ones first, then those used last, then all others by name', () => {
    const names = (recent: string[]) => projectOptions(projects, recent, NOW).map(({ label }) => label);
    expect(names(['/git/web', '/tmp/scratch'])).toEqual(['web', '/tmp/scratch', 'docs', 'api']);
    expect(names([])).toEqual(['docs', 'api', 'web']);
  });

  test('tell branch, changes and last use', () => {
    const notes = projectOptions(projects, ['/git/web', '/tmp/scratch'], NOW).map(({ note }) => note);
    expect(notes).toEqual(['main · 2 changed', 'recent', '5 min. ago', undefined]);
  });

  test('are found by words of name or path', () => {
    const found = filterOptions(projectOptions(projects, [], NOW), 'GIT ap');
    expect(found.map(({ label }) => label)).toEqual(['api']);
  });
});
