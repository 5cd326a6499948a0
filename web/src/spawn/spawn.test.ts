import { DroverError } from '@drover/protocol';
import { describe, expect, test } from 'vitest';
import { NetworkError } from '../api/http.ts';
import { filterOptions } from '../design/combobox-options.ts';
import { facts, host, profile, project } from '../testing/samples.ts';
import { projectOptions } from './project-options.ts';
import { bodyOf, faultsOf, faultsOfRefusal, type SpawnDraft } from './spawn-draft.ts';
import { SpawnIntent } from './spawn-intent.ts';
import { SpawnMemory } from './spawn-memory.ts';

const atlas = host({
  facts: facts({
    profiles: [profile(), profile({ name: 'codex', displayName: 'Codex', unavailable: 'Binary not found.' })],
  }),
});

const draft = (parts: Partial<SpawnDraft> = {}): SpawnDraft => ({
  hostId: atlas.hostId,
  profile: 'claude',
  projectDir: '/home/ada/git/shop',
  task: '',
  prompt: '',
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
  test('that is whole has no faults', () => expect(faultsOf(draft(), atlas)).toEqual({}));

  test.each([
    ['projectDir', draft({ projectDir: ' ' }), 'Choose a project'],
    ['projectDir', draft({ projectDir: 'shop' }), 'begins with "/"'],
    ['profile', draft({ profile: '' }), 'Choose what to start'],
    ['profile', draft({ profile: 'codex' }), 'Binary not found.'],
    ['task', draft({ task: '\u001b[31m' }), 'must not contain control characters'],
    ['prompt', draft({ prompt: 'x'.repeat(16_385) }), 'must be at most 16384 bytes'],
  ] as const)('tells what is wrong at %s', (place, subject, words) =>
    expect(faultsOf(subject, atlas)[place]).toContain(words),
  );

  test('is refused while its host is offline', () => {
    expect(faultsOf(draft(), { ...atlas, online: false }).host).toBe('atlas is offline.');
  });

  test('becomes a body with trimmed text, and without a prompt where none is taken', () => {
    const subject = draft({ task: ' fix ', prompt: ' go ', projectDir: ' /home/ada/git/shop ' });
    expect(bodyOf(subject, 'id', true)).toMatchObject({
      task: 'fix',
      prompt: 'go',
      projectDir: '/home/ada/git/shop',
    });
    expect(bodyOf(subject, 'id', false).prompt).toBeNull();
    expect(bodyOf(draft(), 'id', true)).toMatchObject({ task: null, prompt: null });
  });

  test('[B13] a refusal stands where it arose', () => {
    expect(faultsOfRefusal(new DroverError('path_outside_roots', 'Outside.'))).toEqual({
      projectDir: 'Outside.',
    });
    expect(faultsOfRefusal(new DroverError('too_many_sessions', 'Full.'))).toEqual({ host: 'Full.' });
    expect(faultsOfRefusal(new NetworkError('Cut.'))).toEqual({ form: 'Cut.' });
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
  const named = (name: string, branch: string | null = null) =>
    project({ path: `/git/${name}`, name, branch });
  const projects = [named('web', 'main'), named('api'), named('docs')];

  test('are the recent ones first, then all others by name', () => {
    const options = projectOptions(projects, ['/git/web', '/tmp/scratch']);
    expect(options.map(({ label }) => label)).toEqual(['web', '/tmp/scratch', 'api', 'docs']);
    expect(options[0]).toMatchObject({ value: '/git/web', note: 'main · recent' });
  });

  test('are found by words of name or path', () => {
    const found = filterOptions(projectOptions(projects, []), 'GIT ap');
    expect(found.map(({ label }) => label)).toEqual(['api']);
  });
});
