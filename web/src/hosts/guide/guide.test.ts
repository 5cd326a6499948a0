import { DroverError } from '@drover/protocol';
import { expect, test } from 'vitest';
import { NetworkError } from '../../api/http.ts';
import { facts, host } from '../../testing/samples.ts';
import { connectTitle, isConnected, isReplacing, usualWish } from './connect-words.ts';
import { nameFaultsOf } from './name-faults.ts';
import { wishMemory } from './wish-memory.ts';

const never = host({ online: false, lastSeenAt: null, facts: null });

test('a host is connected once its daemon is there with the newest token', () => {
  expect(isConnected(never, true)).toBe(false);
  expect(isConnected(host(), true)).toBe(true);
  expect(isConnected(host({ access: 'rotating' }), true)).toBe(false);
  expect(isConnected(host({ access: 'revoked', online: false }), true)).toBe(false);
});

test('who only looks again is not asked for a new token that another page has', () => {
  expect(isConnected(host({ access: 'rotating' }), false)).toBe(true);
});

test('a token is put in place of another where the daemon has been before', () => {
  expect(isReplacing(never, true)).toBe(false);
  expect(connectTitle(never, true)).toBe('Connect atlas');
  expect(connectTitle(host({ online: false }), false)).toBe('Connect atlas');
  expect(connectTitle(host({ online: false }), true)).toBe('Put the new token of atlas in place');
});

test('the guide begins in the folder of the host, or in the usual one', () => {
  expect(usualWish(host({ facts: facts({ roots: ['/srv/git', '/work'] }) })).root).toBe('/srv/git');
  expect(usualWish(never).root).toBe('~/projects');
});

test('how a host was set up last is remembered, each for itself, and rubbish counts as nothing', () => {
  const [one, other] = [host(), host()];
  const kept = new Map<string, string>();
  const memory = wishMemory({
    getItem: (key) => kept.get(key) ?? 'rubbish',
    setItem: (key, text) => void kept.set(key, text),
  });
  expect(memory.of(one.hostId)).toBeUndefined();
  memory.remember(one.hostId, { kind: 'systemd', root: '/srv/git', rootful: false });
  memory.remember(other.hostId, { kind: 'quadlet', root: '~/git', rootful: true });
  expect(memory.of(one.hostId)).toEqual({ kind: 'systemd', root: '/srv/git', rootful: false });
});

test('[B10] [B11] a refusal stands at the field that it is about', () => {
  expect(nameFaultsOf(new DroverError('name_taken', 'Taken.'))).toEqual({ name: 'Taken.' });
  expect(nameFaultsOf(new DroverError('weak_token', 'Weak.'))).toEqual({ token: 'Weak.' });
  expect(nameFaultsOf(new DroverError('token_taken', 'In use.'))).toEqual({ token: 'In use.' });
  expect(nameFaultsOf(new NetworkError('Cut.'))).toEqual({ form: 'Cut.' });
});
