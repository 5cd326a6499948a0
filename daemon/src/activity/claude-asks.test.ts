import { loadProfiles, SHIPPED_PROFILES } from '@drover/profiles';
import { expect, it } from 'vitest';
import { hookClaim } from './claims.ts';

const claude = loadProfiles(SHIPPED_PROFILES).profiles.find(({ name }) => name === 'claude');

const detailOf = (tool_name: string, tool_input: object) => {
  const value = { hook_event_name: 'PermissionRequest', tool_name, tool_input: { ...tool_input } };
  return claude && hookClaim(claude.activity, { at: 1, value })?.detail;
};

it('a command is shown as it is', () => {
  expect(detailOf('Bash', { command: 'ls', description: 'List' })).toBe('ls');
});

it('nothing that changes what is allowed is left out: not the way out of the sandbox, nor what another tool takes', () => {
  expect(detailOf('Bash', { command: 'ls', dangerouslyDisableSandbox: true })).toContain('dangerously');
  expect(detailOf('mcp__cloud__run', { command: 'ls', host: 'production' })).toContain('production');
});
