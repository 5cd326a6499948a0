import { describe, expect, test } from 'vitest';
import { facts, host, profile, session } from '../testing/samples.ts';
import {
  activeNow,
  knownStatus,
  profileLook,
  projectLabel,
  sessionLabel,
  statusSentence,
  statusTone,
  statusWord,
  stopWords,
} from './session-words.ts';

describe('status in words', () => {
  test.each([
    [session({ status: 'running' }), 'Running', 'good'],
    [session({ status: 'running', reason: { code: 'stalled', message: 'It sleeps.' } }), 'Stalled', 'warn'],
    [session({ status: 'exited', exit: { code: 0, signal: null } }), 'Exited', 'neutral'],
    [session({ status: 'exited', exit: { code: 2, signal: null } }), 'Exited 2', 'bad'],
    [session({ status: 'exited', exit: { code: null, signal: 'SIGKILL' } }), 'SIGKILL', 'bad'],
    [
      session({ status: 'exited', reason: { code: 'stopped', message: 'Stopped by ada.' } }),
      'Stopped',
      'neutral',
    ],
    [session({ status: 'lost' }), 'Lost', 'warn'],
    [session({ status: 'exited', reason: { code: 'oom', message: 'Killed.' } }), 'Out of memory', 'bad'],
    [
      session({ status: 'exited', reason: { code: 'host_rebooted', message: 'The machine rebooted.' } }),
      'Host rebooted',
      'warn',
    ],
    [
      session({ status: 'exited', reason: { code: 'meta_unreadable', message: 'Its record is damaged.' } }),
      'Unreadable',
      'warn',
    ],
    [
      session({ status: 'running', reason: { code: 'history_degraded', message: 'The disk is full.' } }),
      'Disk full',
      'warn',
    ],
    [session({ status: 'failed' }), 'Failed', 'bad'],
  ])('case %#', (subject, word, tone) => {
    expect(statusWord(subject)).toBe(word);
    expect(statusTone(subject)).toBe(tone);
  });

  test('the reason of the host stands before our own words', () => {
    const reason = { code: 'holder_died', message: 'Its holder died.' } as const;
    expect(statusSentence(session({ status: 'lost', reason }))).toBe('Its holder died.');
    expect(statusSentence(session({ status: 'lost' }))).toBe('Its end was not seen.');
  });
});

describe('what is known of a session on a host out of reach', () => {
  const running = session({ status: 'running' });

  test('is what it was', () => {
    expect(knownStatus(running, 'online')).toMatchObject({ word: 'Running', tone: 'good', sure: true });
    expect(knownStatus(running, 'offline')).toMatchObject({
      word: 'Was running',
      tone: 'neutral',
      sure: false,
    });
    expect(knownStatus(running, 'deleted').sentence).toBe('So it was when its host was deleted.');
  });

  test('is its end, which nothing changes any more', () => {
    expect(knownStatus(session({ status: 'lost' }), 'deleted')).toMatchObject({ word: 'Lost', sure: true });
  });

  test('does not count it among those that are active', () => {
    const [near, far] = [host(), host({ online: false })];
    const hosts = new Map([near, far].map((one) => [one.hostId, one]));
    const sessions = [near, near, far].map(({ hostId }) => session({ hostId }));
    expect(activeNow([...sessions, session({ hostId: near.hostId, status: 'lost' })], hosts)).toBe(2);
  });
});

describe('the name of a session', () => {
  const label = (parts: Parameters<typeof session>[0]) => sessionLabel(session(parts), host());

  test('is what people call it, else its task, else its title, else its directory', () => {
    expect(label({ name: 'Fence', task: 'Fix it', title: 'vim' })).toBe('Fence');
    expect(label({ task: 'Fix it\nsoon', title: 'vim' })).toBe('Fix it');
    expect(label({ title: 'vim' })).toBe('vim');
    expect(label({ projectDir: '/srv/git/shop/' })).toBe('shop');
  });

  test.each([
    ['tells how its tool stands', { title: '◇  Ready (api)', profile: 'gemini' }],
    ['is of a tool that nobody knows', { title: 'mytool ready', profile: 'mytool' }],
    ['only says who it is', { title: '✳ Claude Code' }],
    ['is nothing but a spinner', { title: '⠋ ' }],
  ])('is the directory when its title %s', (_, parts) => {
    const gemini = profile({ name: 'gemini', titleNames: false });
    const known = host({ facts: facts({ profiles: [profile(), gemini] }) });
    expect(sessionLabel(session(parts), known)).toBe('api');
    expect(sessionLabel(session({ title: 'Fix checkout' }), undefined)).toBe('api');
  });

  test.each([
    ['✳ Fix checkout', 'Fix checkout'],
    ['⠋ plan', 'plan'],
    ['[ ! ] Action Required | repo', 'Action Required | repo'],
    ['✋  Action Required (web)', 'Action Required (web)'],
    ['~/git $ ls', '~/git $ ls'],
    ['(draft) notes', '(draft) notes'],
  ])('leaves out the spinner of the title %s', (title, named) => expect(label({ title })).toBe(named));
});

test('a project is told below its root, and never below the twin of one', () => {
  expect(projectLabel('/git/shop/api', ['/git'])).toBe('shop/api');
  expect(projectLabel('/git/shop/api', ['/srv', '/git/'])).toBe('shop/api');
  expect(projectLabel('/git2/shop', ['/git'])).toBe('/git2/shop');
  expect(projectLabel('/srv/shop', ['/'])).toBe('srv/shop');
});

test('what is below a home directory says so', () => {
  expect(projectLabel('/home/ada/.local/share/fence', ['/home/ada'])).toBe('~/.local/share/fence');
  expect(projectLabel('/Users/ada/git/shop', ['/Users/ada/'])).toBe('~/git/shop');
  expect(projectLabel('/root/shop', ['/root'])).toBe('~/shop');
  expect(projectLabel('/home/ada/git/shop', ['/home/ada/git'])).toBe('shop');
});

test('a profile that its host does not offer any more is still shown', () => {
  const atlas = host({ facts: facts({ profiles: [] }) });
  expect(profileLook('aider', atlas)).toMatchObject({ displayName: 'aider' });
  expect(profileLook('claude', host())).toMatchObject({ displayName: 'Claude Code', color: '#d97757' });
});

describe('what stopping ends', () => {
  test('files stay, and so does a worktree', () => {
    expect(stopWords(session(), 'Bash on atlas', 'shop/api', 0)).toBe(
      'Bash on atlas ends at once, with everything it started; what it was doing is cut off. Files in shop/api stay as they are.',
    );
    const worktree = { path: '/w/fence', branch: 'fence' };
    expect(stopWords(session({ worktree }), 'Bash on atlas', '/w/fence', 0)).toMatch(
      /Its worktree stays, with all files in \/w\/fence\.$/,
    );
  });

  test('closing a companion closes only it', () => {
    const companion = session({ parentId: session().sessionId });
    expect(stopWords(companion, 'Bash on atlas', 'api', 0)).toContain(
      'The session that it was opened beside goes on.',
    );
  });

  test('companions of what is stopped go on', () => {
    expect(stopWords(session(), 'Bash on atlas', 'api', 1)).toContain(' Its companion goes on. ');
    expect(stopWords(session(), 'Bash on atlas', 'api', 2)).toContain(' Its 2 companions go on. ');
  });
});
