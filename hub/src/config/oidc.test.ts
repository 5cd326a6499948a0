import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { oidcFromEnv } from './oidc.ts';
import { StartError } from './start-error.ts';

const BASE = {
  OIDC_ISSUER: 'https://login.example.org/realms/main',
  OIDC_CLIENT_ID: 'drover',
  OIDC_ALLOWED_DOMAINS: 'example.org',
};

function refusal(env: NodeJS.ProcessEnv): [number, string] {
  try {
    oidcFromEnv(env);
  } catch (error) {
    if (error instanceof StartError) return [error.exitCode, error.message];
    throw error;
  }
  throw new Error('it was not refused');
}

describe('the identity provider', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'drover-oidc-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is none without an issuer', () => {
    expect(oidcFromEnv({ OIDC_CLIENT_ID: 'drover' })).toBeNull();
  });

  it('needs little to be told', () => {
    expect(oidcFromEnv(BASE)).toMatchObject({
      issuer: new URL(BASE.OIDC_ISSUER),
      clientId: 'drover',
      clientSecret: null,
      name: 'login.example.org',
      scopes: 'openid profile email',
      allowed: { emails: new Set(), domains: new Set(['example.org']), groups: new Set() },
      groupsClaim: 'groups',
      roles: new Map(),
      defaultRole: 'viewer',
    });
  });

  it('takes lists, a map of roles, and the secret from a file', () => {
    const file = path.join(folder, 'secret');
    writeFileSync(file, 'hunter2\n');
    const told = oidcFromEnv({
      ...BASE,
      OIDC_CLIENT_SECRET_FILE: file,
      OIDC_NAME: 'Example',
      OIDC_SCOPES: 'openid email groups',
      OIDC_ALLOWED_EMAILS: 'Ada@Example.org, bob@example.org,',
      OIDC_ALLOWED_GROUPS: 'cn=drover,ou=groups; staff',
      OIDC_GROUPS_CLAIM: 'roles',
      OIDC_ROLES: 'cn=leads,ou=groups=admin;staff = operator',
      OIDC_DEFAULT_ROLE: 'operator',
    });
    expect(told).toMatchObject({
      clientSecret: 'hunter2',
      name: 'Example',
      allowed: {
        emails: new Set(['ada@example.org', 'bob@example.org']),
        groups: new Set(['cn=drover,ou=groups', 'staff']),
      },
      groupsClaim: 'roles',
      roles: new Map([
        ['cn=leads,ou=groups', 'admin'],
        ['staff', 'operator'],
      ]),
      defaultRole: 'operator',
    });
  });

  it('is refused when everybody there would be let in', () => {
    const [exitCode, words] = refusal({ ...BASE, OIDC_ALLOWED_DOMAINS: ' , ' });
    expect(exitCode).toBe(78);
    expect(words).toContain('OIDC_ALLOWED_GROUPS=');
  });

  it.each([
    ['an issuer over http', { OIDC_ISSUER: 'http://login.example.org' }, 'must be an https URL'],
    ['an issuer with a password', { OIDC_ISSUER: 'https://a:b@login.example.org' }, 'must be an https URL'],
    ['an issuer that is none', { OIDC_ISSUER: 'login' }, 'must be an https URL'],
    ['no client', { OIDC_CLIENT_ID: '' }, 'OIDC_CLIENT_ID must be set'],
    [
      'a file that is not there',
      { OIDC_CLIENT_SECRET_FILE: '/nowhere' },
      "'/nowhere' must be a readable file",
    ],
    ['a group without role', { OIDC_ROLES: 'staff' }, 'must be a list of group=role'],
    ['a role that is none', { OIDC_ROLES: 'staff=root' }, 'must be one of viewer, operator, admin'],
    ['a first role that is none', { OIDC_DEFAULT_ROLE: 'none' }, 'OIDC_DEFAULT_ROLE: a role must be one of'],
    ['a long name', { OIDC_NAME: 'x'.repeat(65) }, 'at most 64 characters'],
  ])('is refused with %s', (_what, change, words) => {
    const [exitCode, said] = refusal({ ...BASE, ...change });
    expect([exitCode, said]).toEqual([64, expect.stringContaining(words)]);
  });
});
