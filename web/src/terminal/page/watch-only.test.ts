import { expect, test } from 'vitest';
import { facts, fleet, host, policy } from '../../testing/samples.ts';
import { watchOnly } from './watch-only.ts';

const someone = (role: 'viewer' | 'operator' | 'admin') => ({ ...fleet().me, role });

test('a viewer watches, whatever the machine allows', () => {
  expect(watchOnly(someone('viewer'), host())).toContain('Your role is viewer');
  expect(watchOnly(someone('operator'), host())).toBeNull();
  expect(watchOnly(someone('admin'), undefined)).toBeNull();
});

test('where the machine allows no typing, everybody watches', () => {
  const mute = host({ name: 'vault', facts: facts({ policy: policy({ input: false }) }) });
  expect(watchOnly(someone('admin'), mute)).toContain('The policy of vault allows no typing');
  expect(watchOnly(someone('admin'), host({ facts: facts({ policy: policy({ input: true }) }) }))).toBeNull();
});
