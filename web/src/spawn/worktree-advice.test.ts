import type { ProjectDetails, Session } from '@drover/protocol';
import { describe, expect, test } from 'vitest';
import { facts, host, profile, session } from '../testing/samples.ts';
import { emptyDraft, type SpawnDraft } from './spawn-draft.ts';
import { outlookOf, type SpawnSurroundings } from './spawn-terms.ts';
import { adviseWorktree, agentsAt, worktreeSentence } from './worktree-advice.ts';

const SHOP = '/home/ada/git/shop';
const HASH = 'a'.repeat(64);

const bash = profile({ name: 'bash', displayName: 'Bash', shell: true });
const atlas = host({ facts: facts({ profiles: [profile(), bash] }) });

const details = (parts: Partial<ProjectDetails> = {}): ProjectDetails => ({
  path: SHOP,
  git: { branch: 'main', head: 'abc', upstream: null, ahead: null, behind: null, changedFiles: 0 },
  branches: ['main'],
  setup: null,
  setupFault: null,
  ...parts,
});

const known = (parts: Partial<ProjectDetails> = {}) => ({ state: 'known', details: details(parts) }) as const;

const there = (parts: Partial<Session> = {}): Session =>
  session({ hostId: atlas.hostId, projectDir: SHOP, ...parts });

const draft = (parts: Partial<SpawnDraft> = {}): SpawnDraft =>
  emptyDraft({ hostId: atlas.hostId, profile: 'claude', projectDir: SHOP, ...parts });

const around = (parts: Partial<SpawnSurroundings> = {}): SpawnSurroundings => ({
  host: atlas,
  sessions: [there()],
  project: known(),
  hasAgreed: () => false,
  inputForbidden: null,
  ...parts,
});

describe('agents that count', () => {
  test('are those that are active in the project, each kind once', () => {
    expect(agentsAt([there(), there(), there({ profile: 'gone' })], atlas, SHOP)).toEqual([
      'Claude Code',
      'gone',
    ]);
  });

  test.each([
    ['a shell', there({ profile: 'bash' })],
    ['a companion', there({ parentId: session().sessionId })],
    ['one that has ended', there({ status: 'exited' })],
    ['one in another project', there({ projectDir: `${SHOP}/api` })],
    ['one on another host', there({ hostId: host().hostId })],
  ])('are not %s', (_what, other) => expect(agentsAt([other], atlas, SHOP)).toEqual([]));
});

describe('a worktree', () => {
  const advise = (parts: Partial<Parameters<typeof adviseWorktree>[0]>) =>
    adviseWorktree({ project: known(), profile: profile(), resumes: false, others: [], ...parts });

  test('is advised where another agent works, with the reason', () => {
    expect(advise({ others: ['Claude Code'] })).toEqual({
      possible: true,
      on: true,
      why: 'On, because Claude Code works here: each gets its own files and branch.',
    });
    expect(advise({ others: ['Claude Code', 'Codex'] }).why).toContain('Claude Code and Codex work here');
  });

  test.each([
    ['nobody works here', {}, 'no agent works here now'],
    ['a conversation goes on', { resumes: true, others: ['Claude Code'] }, 'goes on where it was held'],
    ['it is a shell', { profile: bash, others: ['Claude Code'] }, 'a shell changes only'],
  ] as const)('is possible and not advised when %s', (_when, parts, words) => {
    const advice = advise({ ...parts });
    expect(advice).toMatchObject({ possible: true, on: false, why: expect.stringContaining(words) });
  });

  test.each([
    ['without a project', { state: 'none' }, 'Choose a project first.'],
    ['before the host has told', { state: 'asking' }, 'Asking the host'],
    [
      'when the host cannot tell',
      { state: 'unknown', why: 'No such directory.' },
      'could not look at the project',
    ],
    ['outside of git', known({ git: null }), 'no git repository'],
    [
      'before the first commit',
      known({
        git: { branch: 'main', head: null, upstream: null, ahead: null, behind: null, changedFiles: 1 },
      }),
      'no commit yet',
    ],
  ] as const)('is not possible %s', (_when, project, words) =>
    expect(advise({ project, others: ['Claude Code'] })).toEqual({
      possible: false,
      why: expect.stringContaining(words),
    }),
  );
});

describe('what a draft comes to', () => {
  test('is what is advised, or what the person says', () => {
    const wanted = (parts: Partial<SpawnDraft>, more: Partial<SpawnSurroundings> = {}) =>
      outlookOf(draft(parts), around(more)).terms.worktree;
    expect(wanted({})).toBe(true);
    expect(wanted({ ownWorktree: false })).toBe(false);
    expect(wanted({}, { sessions: [] })).toBe(false);
    expect(wanted({ ownWorktree: true }, { sessions: [] })).toBe(true);
    expect(wanted({ worktreePath: '/w' }, { sessions: [] })).toBe(true);
    expect(wanted({ conversation: 'newest' })).toBe(false);
  });

  test('[B14] never falls back to the checkout unasked', () => {
    const project = { state: 'unknown', why: 'It did not answer.' } as const;
    expect(outlookOf(draft({ ownWorktree: true }), around({ project })).terms.worktree).toBe(true);
  });

  test('is said beside the switch', () => {
    const sentence = (parts: Partial<SpawnDraft>, more: Partial<SpawnSurroundings> = {}) => {
      const { advice, others } = outlookOf(draft(parts), around(more));
      return worktreeSentence(draft(parts), advice, others);
    };
    expect(sentence({})).toContain('On, because Claude Code works here');
    expect(sentence({ ownWorktree: false })).toBe('Off: it shares its files with Claude Code.');
    expect(sentence({ ownWorktree: true }, { sessions: [] })).toContain('On: it gets its own files');
    expect(sentence({ worktreePath: '/w' }, { sessions: [] })).toContain('a worktree that is there');
  });

  test('runs a set-up only as it was agreed to', () => {
    const setup = { hash: HASH, copy: ['.env'], run: ['make'] };
    const run = (parts: Partial<SpawnDraft>, more: Partial<SpawnSurroundings> = {}) =>
      outlookOf(draft(parts), around({ project: known({ setup }), ...more })).terms.setup;
    expect(run({})).toBeNull();
    expect(run({ setup: HASH })).toBe(HASH);
    expect(run({ setup: 'b'.repeat(64) })).toBeNull();
    expect(run({}, { hasAgreed: ({ project, hash }) => project === SHOP && hash === HASH })).toBe(HASH);
    expect(run({ setup: '' }, { hasAgreed: () => true })).toBeNull();
    expect(run({ setup: HASH, worktreePath: '/w' })).toBeNull();
    expect(run({ setup: HASH, ownWorktree: false })).toBeNull();
  });

  test('takes no prompt where nobody may type', () => {
    expect(outlookOf(draft(), around()).terms.takes.acceptsPrompt).toBe(true);
    expect(outlookOf(draft(), around({ inputForbidden: 'No typing.' })).terms.takes.acceptsPrompt).toBe(
      false,
    );
  });
});
