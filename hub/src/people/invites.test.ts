import { Invite, InviteList, NewInvite } from '@drover/protocol';
import { describe, expect, it } from 'vitest';
import { codeOf } from '../testing/http-client.ts';
import { movableClock } from '../testing/movable-clock.ts';
import { ADA, cookieOf, TestHub } from '../testing/test-hub.ts';
import { codeIn, inviteCode, PASSWORD } from '../testing/test-person.ts';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
const CLOSED = [410, 'invite_closed'];
const BOB = { name: 'bob', password: PASSWORD };

const accept = async (hub: TestHub, code: string, body: { name: string | null; password: string } = BOB) => {
  const answered = await hub.post('/api/invites/accept', { code, ...body });
  return [answered.status, codeOf(answered)];
};

async function resetLink(hub: TestHub, userId: string): Promise<string> {
  return codeIn(NewInvite.parse((await hub.post(`/api/people/${userId}/reset`, {})).body).url);
}

describe('an invite', () => {
  it('makes an account with its role, once, and logs it in', async () => {
    await using hub = await TestHub.start();
    await hub.setUp();
    const made = NewInvite.parse((await hub.post('/api/invites', { role: 'operator' })).body);
    expect(made.url).toMatch(`${hub.url}/invite#code=`);
    const code = codeIn(made.url);
    const looked = await hub.post('/api/invites/look', { code });
    expect(Invite.parse(looked.body)).toMatchObject({
      kind: 'join',
      role: 'operator',
      name: null,
      invitedBy: 'ada',
    });
    const answered = await hub.post('/api/invites/accept', { code, ...BOB });
    expect(answered.body).toMatchObject({ user: { name: 'bob', role: 'operator' } });
    const me = await hub.ask({ path: '/api/me', headers: { cookie: cookieOf(answered) } });
    expect(me.body).toEqual(answered.body);
    expect(await accept(hub, code, { ...BOB, name: 'eve' })).toEqual(CLOSED);
    expect(InviteList.parse((await hub.ask({ path: '/api/invites' })).body).invites).toEqual([]);
  });

  it('is won by one of two who come at the same time', async () => {
    await using hub = await TestHub.start();
    await hub.setUp();
    const code = await inviteCode(hub, 'viewer');
    const both = await Promise.all([accept(hub, code), accept(hub, code, { ...BOB, name: 'eve' })]);
    expect(both.map(([status]) => status).sort()).toEqual([200, 410]);
  });

  it('stays open when the name is taken', async () => {
    await using hub = await TestHub.start();
    await hub.setUp();
    const code = await inviteCode(hub, 'viewer');
    expect(await accept(hub, code, { ...BOB, name: 'ada' })).toEqual([409, 'name_taken']);
    expect(await accept(hub, code, { ...BOB, name: null })).toEqual([422, 'invalid_body']);
    expect(await accept(hub, code)).toEqual([200, undefined]);
  });

  it('that is unknown, used, taken back or too old is refused with one text', async () => {
    const clock = movableClock();
    await using hub = await TestHub.start({ clock: clock.now });
    await hub.setUp();
    const [used, old] = [await inviteCode(hub, 'viewer'), await inviteCode(hub, 'viewer')];
    await accept(hub, used);
    const { invite, url } = NewInvite.parse((await hub.post('/api/invites', { role: 'admin' })).body);
    await hub.ask({ method: 'DELETE', path: `/api/invites/${invite.inviteId}` });
    clock.advance(7 * DAY_MS);
    const texts = new Set<string>();
    for (const code of ['nonsense', used, codeIn(url), old]) {
      const { status, body } = await hub.post('/api/invites/look', { code });
      texts.add(`${status} ${(body as { error: { message: string } }).error.message}`);
    }
    expect([...texts]).toEqual([
      '410 This link has been used, has expired or was taken back; ask an admin for a new one.',
    ]);
  });

  it.each([
    ['+1 day', DAY_MS, 'open'],
    ['+7 days', 7 * DAY_MS, 'closed'],
    ['+10 years', 3_650 * DAY_MS, 'closed'],
    ['−1 hour', -HOUR_MS, 'open'],
  ])('[F36] is %s by the clock and then %s', async (_jump, ms, state) => {
    const clock = movableClock();
    await using hub = await TestHub.start({ clock: clock.now });
    await hub.setUp();
    const code = await inviteCode(hub, 'viewer');
    clock.advance(ms);
    expect(await accept(hub, code)).toEqual(state === 'open' ? [200, undefined] : CLOSED);
  });

  it('ends with the admin who made it', async () => {
    await using hub = await TestHub.start();
    await hub.setUp();
    const boss = await hub.join('admin', 'boss');
    const code = codeIn(NewInvite.parse((await boss.post('/api/invites', { role: 'admin' })).body).url);
    await hub.ask({ method: 'PATCH', path: boss.path, body: { role: 'operator' } });
    expect(await accept(hub, code)).toEqual(CLOSED);
    expect(InviteList.parse((await hub.ask({ path: '/api/invites' })).body).invites).toEqual([]);
  });

  it('[B21] cannot be guessed at for long', async () => {
    await using hub = await TestHub.start();
    await hub.setUp();
    const code = await inviteCode(hub, 'viewer');
    const guess = async (code: string) => codeOf(await hub.post('/api/invites/look', { code }));
    for (let i = 0; i < 5; i++) expect(await guess('x')).toBe('invite_closed');
    expect(await guess(code)).toBe('rate_limited');
  });
});

describe('a link for a new password', () => {
  it('sets it, ends all logins, and works for a day', async () => {
    const clock = movableClock();
    await using hub = await TestHub.start({ clock: clock.now });
    await hub.setUp();
    const bob = await hub.join('operator', 'bob');
    const first = await resetLink(hub, bob.user.userId);
    const code = await resetLink(hub, bob.user.userId);
    expect(await accept(hub, first)).toEqual(CLOSED);
    const next = 'a new horse charger';
    expect(await accept(hub, code, { name: null, password: next })).toEqual([200, undefined]);
    expect((await bob.ask({ path: '/api/me' })).status).toBe(401);
    expect((await hub.post('/api/login', BOB)).status).toBe(401);
    expect((await bob.logIn(next)).user).toEqual(bob.user);
    const late = await resetLink(hub, bob.user.userId);
    clock.advance(DAY_MS);
    expect(await accept(hub, late, { name: null, password: next })).toEqual(CLOSED);
  });

  it('ends when its person is disabled, and is not made for one who is', async () => {
    await using hub = await TestHub.start();
    await hub.setUp();
    const bob = await hub.join('operator', 'bob');
    const code = await resetLink(hub, bob.user.userId);
    await hub.ask({ method: 'PATCH', path: bob.path, body: { disabled: true } });
    expect(await accept(hub, code)).toEqual(CLOSED);
    expect(codeOf(await hub.post(`${bob.path}/reset`, {}))).toBe('forbidden');
    await hub.ask({ method: 'PATCH', path: bob.path, body: { disabled: false } });
    expect(await accept(hub, code)).toEqual(CLOSED);
    expect((await hub.post('/api/login', ADA)).status).toBe(200);
  });
});
