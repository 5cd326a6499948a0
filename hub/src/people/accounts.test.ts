import { LoginList, type Person, PersonList } from '@drover/protocol';
import { describe, expect, it } from 'vitest';
import { codeOf } from '../testing/http-client.ts';
import { ADA, TestHub } from '../testing/test-hub.ts';
import { PASSWORD } from '../testing/test-person.ts';

const NEXT = 'another horse charger';

const people = async (hub: TestHub): Promise<Person[]> =>
  PersonList.parse((await hub.ask({ path: '/api/people' })).body).people;

const edit = (hub: TestHub, path: string, body: object) => hub.ask({ method: 'PATCH', path, body });

/** Ada's own path. */
async function adaPath(hub: TestHub): Promise<string> {
  return `/api/people/${(await people(hub)).find(({ name }) => name === ADA.name)?.userId}`;
}

describe('people', () => {
  it('are listed with what admins must know', async () => {
    await using hub = await TestHub.start();
    await hub.setUp();
    const bob = await hub.join('viewer', 'bob');
    const known = { email: null, loginMethod: 'password', disabled: false };
    const times = { createdAt: expect.any(Number), lastSeenAt: expect.any(Number) };
    expect(await people(hub)).toEqual([
      { ...known, ...times, userId: expect.any(String), name: 'ada', role: 'admin' },
      { ...known, ...times, ...bob.user },
    ]);
  });

  it('are given another role, which counts at once', async () => {
    await using hub = await TestHub.start();
    await hub.setUp();
    const bob = await hub.join('viewer', 'bob');
    expect((await edit(hub, bob.path, { role: 'operator' })).body).toMatchObject({ role: 'operator' });
    expect((await bob.ask({ path: '/api/me' })).body).toMatchObject({ user: { role: 'operator' } });
  });

  it('who are disabled are out, and in again when they are enabled and log in', async () => {
    await using hub = await TestHub.start();
    await hub.setUp();
    const bob = await hub.join('operator', 'bob');
    expect((await edit(hub, bob.path, { disabled: true })).body).toMatchObject({ disabled: true });
    expect((await bob.ask({ path: '/api/me' })).status).toBe(401);
    const attempt = () => hub.post('/api/login', { name: 'bob', password: PASSWORD });
    expect(codeOf(await attempt())).toBe('invalid_credentials');
    await edit(hub, bob.path, { disabled: false });
    expect((await bob.ask({ path: '/api/me' })).status).toBe(401);
    expect((await attempt()).status).toBe(200);
  });

  it('who are deleted are gone, and their name is free', async () => {
    await using hub = await TestHub.start();
    await hub.setUp();
    const bob = await hub.join('operator', 'bob');
    expect((await hub.ask({ method: 'DELETE', path: bob.path })).status).toBe(204);
    expect((await bob.ask({ path: '/api/me' })).status).toBe(401);
    expect((await edit(hub, bob.path, { role: 'viewer' })).status).toBe(404);
    expect((await hub.join('viewer', 'bob')).user.userId).not.toBe(bob.user.userId);
  });

  it('always have one admin with a password among them, whatever other admins there are', async () => {
    await using hub = await TestHub.start();
    await hub.setUp();
    const path = await adaPath(hub);
    const boss = await hub.join('admin', 'boss');
    await edit(hub, boss.path, { disabled: true });
    const attempts = [
      () => edit(hub, path, { role: 'viewer' }),
      () => edit(hub, path, { disabled: true }),
      () => edit(hub, path, { role: 'admin', disabled: true }),
      () => hub.ask({ method: 'DELETE', path }),
    ];
    for (const attempt of attempts) {
      const answered = await attempt();
      expect([answered.status, codeOf(answered)]).toEqual([409, 'last_admin']);
    }
    expect((await hub.ask({ path: '/api/me' })).body).toMatchObject({ user: { role: 'admin' } });
    await edit(hub, boss.path, { disabled: false });
    expect((await edit(hub, path, { role: 'viewer' })).status).toBe(200);
  });
});

describe('a change of the password', () => {
  it('needs the current one, and ends all other logins', async () => {
    await using hub = await TestHub.start();
    await hub.setUp();
    const bob = await hub.join('operator', 'bob');
    const elsewhere = await bob.logIn();
    const change = (current: string) => bob.post('/api/me/password', { current, next: NEXT });
    expect(codeOf(await change('wrong'))).toBe('invalid_credentials');
    expect((await change(PASSWORD)).status).toBe(204);
    expect((await bob.ask({ path: '/api/me' })).status).toBe(200);
    expect((await elsewhere.ask({ path: '/api/me' })).status).toBe(401);
    expect((await hub.post('/api/login', { name: 'bob', password: PASSWORD })).status).toBe(401);
    expect((await bob.logIn(NEXT)).user.name).toBe('bob');
  });

  it('[B21] is no way to guess the password', async () => {
    await using hub = await TestHub.start();
    await hub.setUp();
    const bob = await hub.join('operator', 'bob');
    const change = (current: string) => bob.post('/api/me/password', { current, next: NEXT });
    for (let i = 0; i < 5; i++) await change('wrong');
    expect(codeOf(await change(PASSWORD))).toBe('rate_limited');
  });

  it('wants a good one', async () => {
    await using hub = await TestHub.start();
    await hub.setUp();
    const answered = await hub.post('/api/me/password', { current: ADA.password, next: 'short' });
    expect(answered).toMatchObject({
      status: 422,
      body: { error: { message: 'next: must be at least 10 characters' } },
    });
  });
});

describe('the logins of a person', () => {
  const loginsOf = async (person: { ask: TestHub['ask'] }) =>
    LoginList.parse((await person.ask({ path: '/api/me/logins' })).body).logins;

  it('are listed with where they are, and end one by one or all others at once', async () => {
    await using hub = await TestHub.start();
    await hub.setUp();
    const bob = await hub.join('operator', 'bob');
    const [second, third] = [await bob.logIn(), await bob.logIn()];
    const logins = await loginsOf(second);
    expect(logins).toHaveLength(3);
    expect(logins.filter(({ current }) => current)).toHaveLength(1);
    expect(logins[0]).toMatchObject({ address: '127.0.0.1', createdAt: expect.any(Number) });

    const own = (await loginsOf(third)).find(({ current }) => current);
    await bob.ask({ method: 'DELETE', path: `/api/me/logins/${own?.loginId}` });
    expect((await third.ask({ path: '/api/me' })).status).toBe(401);
    await bob.post('/api/me/logins/end-others', {});
    expect((await second.ask({ path: '/api/me' })).status).toBe(401);
    expect(await loginsOf(bob)).toMatchObject([{ current: true }]);
  });

  it('tell the browser’s own words about itself, safe to show', async () => {
    await using hub = await TestHub.start();
    await hub.setUp();
    const headers = { 'user-agent': `Fire\u009b31mfox ${'x'.repeat(400)}` };
    await hub.ask({ method: 'POST', path: '/api/login', body: ADA, headers });
    const told = (await loginsOf(hub)).map(({ userAgent }) => userAgent);
    expect(told).toEqual([expect.stringMatching(/^Fire[^\u009b]*31mfox x+…$/), null]);
  });

  it('of others are not theirs to end', async () => {
    await using hub = await TestHub.start();
    await hub.setUp();
    const [bob, eve] = [await hub.join('operator', 'bob'), await hub.join('admin', 'eve')];
    const [login] = await loginsOf(bob);
    const answered = await eve.ask({ method: 'DELETE', path: `/api/me/logins/${login?.loginId}` });
    expect(answered.status).toBe(404);
    expect((await bob.ask({ path: '/api/me' })).status).toBe(200);
  });
});
