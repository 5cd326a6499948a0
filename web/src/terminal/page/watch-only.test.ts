import { expect, test } from 'vitest';
import { facts, fleet, host } from '../../testing/samples.ts';
import { watchOnly } from './watch-only.ts';

const someone = (role: 'viewer' | 'operator' | 'admin') => ({ ...fleet().me, role });

const policy = (input: boolean) => ({
  file: null,
  profiles: null,
  maxSessions: 8,
  input,
  shells: true,
  limits: { memoryBytes: null, tasks: null, enforcedBy: null },
});

test('a viewer watches, whatever the machine allows', () => {
  expect(watchOnly(someone('viewer'), host())).toContain('Your role is viewer');
  expect(watchOnly(someone('operator'), host())).toBeNull();
  expect(watchOnly(someone('admin'), undefined)).toBeNull();
});

test('where the machine allows no typing, everybody watches', () => {
  const mute = host({ name: 'vault', facts: facts({ policy: policy(false) }) });
  expect(watchOnly(someone('admin'), mute)).toContain('The policy of vault allows no typing');
  expect(watchOnly(someone('admin'), host({ facts: facts({ policy: policy(true) }) }))).toBeNull();
});
