import { describe, expect, it } from 'vitest';
import { freeName } from './free-name.ts';
import { PendingLogins } from './pending-logins.ts';
import { profileOf } from './profile.ts';

const nobody = () => false;

describe('what a provider says of a person', () => {
  it('counts from the ID token first, then from the user info', () => {
    const token = { preferred_username: 'bob', groups: [] };
    const info = { email: 'Bob@Example.org', email_verified: true, groups: ['staff', 7], name: 'Bob' };
    expect(profileOf([token, info], 'issuer b-1', 'groups')).toEqual({
      subject: 'issuer b-1',
      names: ['bob', 'bob@example.org', 'Bob'],
      email: 'bob@example.org',
      groups: ['staff'],
    });
  });

  it.each([false, undefined, 'true', 1])('has no address when email_verified is %j', (email_verified) => {
    const claims = { email: 'bob@example.org', email_verified };
    expect(profileOf([claims], 'issuer b-1', 'groups').email).toBeNull();
  });

  it('does not verify the address of one source by the other', () => {
    const sources = [{ email: 'boss@example.org' }, { email: 'bob@example.org', email_verified: true }];
    expect(profileOf(sources, 'issuer b-1', 'groups').email).toBe('bob@example.org');
  });

  it('may have its groups as one word', () => {
    expect(profileOf([{ roles: 'staff' }], 'issuer b-1', 'roles').groups).toEqual(['staff']);
  });
});

describe('a name for an account', () => {
  it.each([
    [['Bob'], 'bob'],
    [['bob.müller@example.org'], 'bob.muller'],
    [['Jürgen von der Lippe'], 'jurgen-von-der-lippe'],
    [['42nd'], 'nd'],
    [['Борис', 'boris@example.org'], 'boris'],
    [['Борис'], 'person'],
    [[], 'person'],
    [['x'.repeat(50)], 'x'.repeat(32)],
  ])('of %j is %s', (wished, name) => {
    expect(freeName(wished, nobody)).toBe(name);
  });

  it('gets a number when it is taken', () => {
    const taken = new Set(['bob', 'bob2', 'x'.repeat(32)]);
    expect(freeName(['bob'], (name) => taken.has(name))).toBe('bob3');
    expect(freeName(['x'.repeat(32)], (name) => taken.has(name))).toBe(`${'x'.repeat(31)}2`);
  });
});

describe('a browser at the provider', () => {
  const pending = { checks: { state: 's', nonce: 'n', codeVerifier: 'c' }, redirectUri: 'u', returnTo: '/' };

  it('comes back once, and not after ten minutes', () => {
    let now = 0;
    const logins = new PendingLogins(() => now);
    const [once, late] = [logins.add(pending), logins.add(pending)];
    expect(logins.take(once)).toMatchObject(pending);
    expect(logins.take(once)).toBeUndefined();
    now = 10 * 60_000;
    expect(logins.take(late)).toBeUndefined();
  });

  it('is forgotten when a thousand have come after it', () => {
    const logins = new PendingLogins();
    const first = logins.add(pending);
    const second = logins.add(pending);
    for (let i = 0; i < 999; i++) logins.add(pending);
    expect(logins.take(first)).toBeUndefined();
    expect(logins.take(second)).toMatchObject(pending);
  });
});
