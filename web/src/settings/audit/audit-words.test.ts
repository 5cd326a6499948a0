import { expect, test } from 'vitest';
import { actionWords, detailWords, nobodyWords } from './audit-words.ts';

test('an action is told in words, and one that is not known by its own name', () => {
  expect(actionWords('host_registered')).toBe('registered a host');
  expect(actionWords('sheared_a_sheep')).toBe('sheared a sheep');
});

test('details are told in pairs', () => {
  expect(detailWords({ detail: { profile: 'bash', count: 2, from: { role: 'viewer' } } })).toBe(
    'profile: bash, count: 2, from: {"role":"viewer"}',
  );
  expect(detailWords({ detail: null })).toBe('');
});

test('a failed login is not laid to the hub', () => {
  expect(nobodyWords({ action: 'login_failed' })).toBe('Somebody');
  expect(nobodyWords({ action: 'password_set' })).toBe('The hub');
});
