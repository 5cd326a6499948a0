import { createHook } from 'node:async_hooks';
import { describe, expect, it } from 'vitest';
import { codeOf } from '../testing/http-client.ts';
import { movableClock } from '../testing/movable-clock.ts';
import { ADA, cookieOf, TestHub } from '../testing/test-hub.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** How often passwords were hashed meanwhile. */
async function countingScrypt(work: () => Promise<void>): Promise<number> {
  let count = 0;
  const hook = createHook({ init: (_id, type) => void (type === 'SCRYPTREQUEST' && count++) }).enable();
  await work();
  hook.disable();
  return count;
}

describe('setup', () => {
  it('[B22] makes the first account once, and logs it in', async () => {
    await using hub = await TestHub.start();
    const code = new URL(hub.hub.setupUrl ?? '').hash.replace('#code=', '');
    expect((await hub.ask({ path: '/api/setup' })).body).toEqual({ open: true });
    const made = await hub.post('/api/setup', { code, ...ADA });
    expect(made.status).toBe(201);
    expect(made.headers['set-cookie']?.[0]).toMatch(
      /^drover_session=[\w-]{43}; .*HttpOnly; SameSite=Strict$/,
    );
    hub.cookie = cookieOf(made);
    expect((await hub.ask({ path: '/api/me' })).body).toMatchObject({ user: { name: 'ada' } });

    const again = await hub.post('/api/setup', { code, ...ADA });
    expect([again.status, codeOf(again)]).toEqual([410, 'setup_closed']);
    expect((await hub.ask({ path: '/api/setup' })).body).toEqual({ open: false });
    await hub.restart();
    expect(hub.hub.setupUrl).toBeNull();
  });

  it('[B22] is closed when the link is 15 minutes old, until a restart makes a new one', async () => {
    const clock = movableClock();
    await using hub = await TestHub.start({ clock: clock.now });
    const code = hub.hub.people.setup.code;
    clock.advance(15 * MINUTE_MS);
    expect(codeOf(await hub.post('/api/setup', { code, ...ADA }))).toBe('setup_closed');
    await hub.restart();
    expect(hub.hub.people.setup.code).not.toBe(code);
    await hub.setUp();
    expect((await hub.ask({ path: '/api/me' })).status).toBe(200);
  });

  it('refuses a wrong code, and soon any more guesses', async () => {
    await using hub = await TestHub.start();
    const guess = async () => codeOf(await hub.post('/api/setup', { code: 'x', ...ADA }));
    for (let i = 0; i < 5; i++) expect(await guess()).toBe('invalid_credentials');
    expect(await guess()).toBe('rate_limited');
  });

  it('is won by one of two who come at the same time', async () => {
    await using hub = await TestHub.start();
    const code = hub.hub.people.setup.code;
    const claim = (name: string) => hub.post('/api/setup', { code, name, password: ADA.password });
    const answers = await Promise.all([claim('ada'), claim('bob')]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 410]);
  });

  it('gives a cookie for https only when that is the public URL', async () => {
    await using hub = await TestHub.start({ publicUrl: 'https://drover.example' });
    const made = await hub.post('/api/setup', { code: hub.hub.people.setup.code, ...ADA });
    expect(made.headers['set-cookie']?.[0]).toContain('; Secure');
  });
});

describe('login', () => {
  it('works with name and password, and ends with logout', async () => {
    await using hub = await TestHub.start();
    await hub.setUp();
    const answered = await hub.post('/api/login', ADA);
    hub.cookie = cookieOf(answered);
    expect((await hub.ask({ path: '/api/me' })).status).toBe(200);
    expect((await hub.post('/api/logout')).status).toBe(204);
    expect(codeOf(await hub.ask({ path: '/api/me' }))).toBe('unauthenticated');
  });

  it('[B21] refuses a wrong password and an unknown name with the same words, then any more attempts', async () => {
    await using hub = await TestHub.start();
    await hub.setUp();
    const attempt = (name: string) => hub.post('/api/login', { name, password: 'wrong password' });
    const answers: unknown[] = [];
    // The second is not the first: its letters are Cyrillic.
    for (const name of ['ada', '\u0430d\u0430', 'ADA', 'nobody', '']) {
      const { status, body } = await attempt(name);
      answers.push([status, (body as { error: { message: string } }).error.message]);
    }
    expect(new Set(answers.map(String))).toEqual(new Set(['401,Name or password is wrong.']));
    for (let i = 0; i < 4; i++) await attempt('ada');
    const limited = await hub.post('/api/login', ADA);
    expect([limited.status, codeOf(limited)]).toEqual([429, 'rate_limited']);
  });

  it('[B21] does the same work for an unknown name as for a wrong password', async () => {
    await using hub = await TestHub.start();
    await hub.setUp();
    const work = async (name: string) =>
      countingScrypt(async () => {
        await hub.post('/api/login', { name, password: 'wrong password' });
      });
    expect([await work('ada'), await work('nobody'), await work('\u0430d\u0430')]).toEqual([1, 1, 1]);
  });

  it('[B21] is refused by address when many names are tried from it', async () => {
    await using hub = await TestHub.start({ rates: { failedLoginsPerAddressPerMinute: 3 } });
    await hub.setUp();
    for (const name of ['a', 'b', 'c']) {
      expect((await hub.post('/api/login', { name, password: 'wrong' })).status).toBe(401);
    }
    expect(codeOf(await hub.post('/api/login', ADA))).toBe('rate_limited');
  });

  it.each([1_025, 1_000_000])('[B21] refuses a password of %i bytes before hashing it', async (length) => {
    await using hub = await TestHub.start();
    const answered = await hub.post('/api/login', { name: 'ada', password: 'x'.repeat(length) });
    expect([answered.status, codeOf(answered)]).toEqual([422, 'invalid_body']);
  });

  it.each(['', 'drover_session=', 'drover_session=nonsense', `drover_session=${'A'.repeat(43)}`])(
    '[B1] a request with the cookie "%s" is nobody',
    async (cookie) => {
      await using hub = await TestHub.start();
      await hub.setUp();
      const answered = await hub.ask({ path: '/api/sessions', headers: { cookie } });
      expect([answered.status, codeOf(answered)]).toEqual([401, 'unauthenticated']);
    },
  );

  it('[B1] lasts 30 days from its last use, across restarts', async () => {
    const clock = movableClock();
    await using hub = await TestHub.start({ clock: clock.now });
    await hub.setUp();
    clock.advance(29 * DAY_MS);
    expect((await hub.ask({ path: '/api/me' })).status).toBe(200);
    clock.advance(29 * DAY_MS);
    await hub.restart();
    expect((await hub.ask({ path: '/api/me' })).status).toBe(200);
    clock.advance(30 * DAY_MS);
    expect((await hub.ask({ path: '/api/me' })).status).toBe(401);
  });

  it('[F66] that ends closes its own sockets and nobody else’s', async () => {
    await using hub = await TestHub.start();
    await hub.setUp();
    const other = await hub.viewer();
    hub.cookie = cookieOf(await hub.post('/api/login', ADA));
    const viewer = await hub.viewer();
    await hub.post('/api/logout');
    await viewer.socket.closed;
    expect(other.socket.isConnected).toBe(true);
  });
});
