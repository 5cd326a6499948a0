import { describe, expect, test } from 'vitest';
import { formatBytes, formatShare } from '../design/format-bytes.ts';
import { facts, host, policy } from '../testing/samples.ts';
import { hostNote, hostState, inputForbidden, isOlder, limitWords, skewSentence } from './host-words.ts';

const REFUSED = { code: 'upgrade_hub', message: 'This daemon is newer than the hub.' } as const;

describe('a host’s state', () => {
  test.each([
    ['Online', host()],
    ['Offline', host({ online: false, lastSeenAt: 5 })],
    ['Never connected', host({ online: false, lastSeenAt: null })],
    ['Turned away', host({ online: false, refused: REFUSED })],
    ['Revoked', host({ online: false, access: 'revoked', refused: REFUSED })],
  ])('is told as %s', (word, subject) => expect(hostState(subject).word).toBe(word));

  test('comes with what explains it', () => {
    expect(hostNote(host())).toBeNull();
    expect(hostNote(host({ online: false, refused: REFUSED }))).toBe(
      'The hub turned it away: This daemon is newer than the hub.',
    );
    expect(hostNote(host({ access: 'rotating' }))).toContain('The old one works until then');
    expect(hostNote(host({ access: 'revoked', refused: REFUSED }))).toContain('lets its daemon in no more');
  });

  test('does not tell a refusal that is over', () => {
    expect(hostNote(host({ online: true, refused: REFUSED }))).toBeNull();
  });
});

describe('[F36] a clock', () => {
  test.each([
    [null, null],
    [30_000, null],
    [-29_000, null],
    [31_000, 'Its clock is 31 seconds ahead of the hub’s.'],
    [-3_600_000, 'Its clock is 1 hour behind the hub’s.'],
    [86_400_000 * 3_650, 'Its clock is 3650 days ahead of the hub’s.'],
  ])('that is off by %s ms is told as %s', (clockSkewMs, sentence) =>
    expect(skewSentence({ clockSkewMs })).toBe(sentence),
  );
});

test.each([
  ['0.1.0', '0.2.0', true],
  ['0.9.9', '0.10.0', true],
  ['1.2.3', '1.2.3', false],
  ['1.3.0', '1.2.9', false],
  ['1.2.3-dev', '1.2.4', true],
  ['unknown', '1.2.4', false],
])('%s is older than %s: %s', (a, b, older) => expect(isOlder(a, b)).toBe(older));

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1.0 KiB'],
  [64 * 2 ** 20, '64 MiB'],
  [4.25 * 2 ** 30, '4.3 GiB'],
  [1_000 * 2 ** 30, '1.0 TiB'],
])('%i bytes are told as %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));

test('a part of a whole is told in one unit where it can be', () => {
  expect(formatShare(21 * 2 ** 30, 64 * 2 ** 30)).toBe('21 of 64 GiB');
  expect(formatShare(812 * 2 ** 20, 4 * 2 ** 30)).toBe('812 MiB of 4.0 GiB');
});

describe('the limits of a machine', () => {
  test.each([
    [{ memoryBytes: null, tasks: null, enforcedBy: null }, 'None'],
    [
      { memoryBytes: 4 * 2 ** 30, tasks: 512, enforcedBy: 'systemd' as const },
      '4.0 GiB of memory and 512 processes per session, enforced by systemd',
    ],
    [
      { memoryBytes: null, tasks: 64, enforcedBy: null },
      '64 processes per session, but nothing on this machine can enforce them',
    ],
  ])('case %#', (limits, words) => expect(limitWords(limits)).toBe(words));
});

test('typing is forbidden where the machine says so, and only there', () => {
  expect(inputForbidden(host({ facts: facts({ policy: policy({ input: false }) }) }))).toContain(
    'allows no typing',
  );
  expect(inputForbidden(host())).toBeNull();
  expect(inputForbidden(undefined)).toBeNull();
});
