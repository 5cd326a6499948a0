import { describe, expect, test } from 'vitest';
import { facts, host, profile, session } from '../testing/samples.ts';
import { resumable } from './resume-words.ts';

const resumes = { newest: true, picked: true, listed: true, otherwise: 'refuse' } as const;
const on = (parts: Parameters<typeof profile>[0], online = true) =>
  host({ online, facts: facts({ profiles: [profile({ resumes, ...parts })] }) });
const ended = session({ status: 'exited', conversationId: 'c1' });

describe('a session that has ended', () => {
  test('can be resumed, and is urged to when its end was a mishap', () => {
    expect(resumable(ended, on({}))).toEqual({ kind: 'able', urged: false });
    for (const code of ['host_rebooted', 'holder_died', 'container_restarted', 'oom'] as const) {
      const lost = { ...ended, reason: { code, message: '' } };
      expect(resumable(lost, on({}))).toEqual({ kind: 'able', urged: true });
    }
    expect(resumable({ ...ended, status: 'lost' }, on({}))).toEqual({ kind: 'able', urged: true });
  });

  test.each([
    [on({}, false), 'atlas is offline.'],
    [on({ name: 'other' }), 'atlas no longer has the profile claude.'],
    [on({ unavailable: 'claude is not installed.' }), 'claude is not installed.'],
    [
      on({ resumes: { ...resumes, newest: false, picked: false } }),
      'Claude Code cannot take up a conversation again.',
    ],
    [
      on({ resumes: { ...resumes, picked: false } }),
      'Claude Code can only take up the newest conversation of a directory again.',
    ],
  ])('case %#: says why not', (where, why) =>
    expect(resumable(ended, where)).toEqual({ kind: 'unable', why }),
  );

  test('without a known conversation goes on with the newest, where that is possible', () => {
    const unknown = { ...ended, conversationId: null };
    expect(resumable(unknown, on({ resumes: { ...resumes, picked: false } })).kind).toBe('able');
    expect(resumable(unknown, on({ resumes: { ...resumes, newest: false } }))).toEqual({
      kind: 'unable',
      why: 'Its conversation is not known.',
    });
  });
});

test('there is nothing to resume of what runs, never ran, is a shell, or has lost its host', () => {
  expect(resumable({ ...ended, status: 'running' }, on({})).kind).toBe('none');
  expect(resumable({ ...ended, status: 'failed' }, on({})).kind).toBe('none');
  expect(resumable(ended, on({ shell: true })).kind).toBe('none');
  expect(resumable(ended, undefined).kind).toBe('none');
});
