import { ApiTokenList } from '@drover/protocol';
import { describe, expect, it } from 'vitest';
import { codeOf } from '../testing/http-client.ts';
import { movableClock } from '../testing/movable-clock.ts';
import { spawnBody, TestHub } from '../testing/test-hub.ts';
import { askWith } from '../testing/test-person.ts';

const DAY_MS = 24 * 60 * 60_000;

describe('an API token', () => {
  it('lets a script in without an Origin, and is shown once', async () => {
    await using hub = await TestHub.start();
    await hub.setUp();
    const operator = await hub.join('operator');
    const { secret, token } = await operator.token('operator', 30);
    expect(secret).toMatch(/^drover_[\w-]{43}$/);
    const me = await askWith(hub, secret, { path: '/api/me' });
    expect(me.body).toMatchObject({ user: { name: 'operator', role: 'operator' }, loginMethod: 'password' });
    const host = hub.registerHost();
    await hub.daemon(host.token);
    const spawned = await askWith(hub, secret, {
      method: 'POST',
      path: '/api/sessions',
      body: spawnBody(host.hostId),
    });
    expect(spawned.status).toBe(201);
    const { body } = await operator.ask({ path: '/api/me/tokens' });
    expect(ApiTokenList.parse(body).tokens).toEqual([{ ...token, lastUsedAt: expect.any(Number) }]);
    expect(JSON.stringify(body)).not.toContain(secret);
  });

  it('may do what its scope may, and no more than its owner now', async () => {
    await using hub = await TestHub.start();
    await hub.setUp();
    const person = await hub.join('operator');
    const { secret } = await person.token('operator');
    const roleOf = async () => (await askWith(hub, secret, { path: '/api/me' })).body;
    await hub.ask({ method: 'PATCH', path: person.path, body: { role: 'viewer' } });
    expect(await roleOf()).toMatchObject({ user: { role: 'viewer' } });
    await hub.ask({ method: 'PATCH', path: person.path, body: { role: 'admin' } });
    expect(await roleOf()).toMatchObject({ user: { role: 'operator' } });
  });

  it('cannot have a higher role than who makes it', async () => {
    await using hub = await TestHub.start();
    await hub.setUp();
    const viewer = await hub.join('viewer');
    const body = { name: 'more', scope: 'operator', days: null };
    expect(codeOf(await viewer.post('/api/me/tokens', body))).toBe('forbidden');
  });

  it('[B1] ends when it expires, is deleted, or its owner is disabled or deleted, with one text', async () => {
    const clock = movableClock();
    await using hub = await TestHub.start({ clock: clock.now });
    await hub.setUp();
    const [bob, eve] = [await hub.join('operator', 'bob'), await hub.join('operator', 'eve')];
    const short = await bob.token('viewer', 1);
    const deleted = await bob.token('viewer');
    const disabled = await bob.token('viewer');
    const orphan = await eve.token('viewer');
    const outcome = async ({ secret }: { secret: string }) => {
      const { status, body } = await askWith(hub, secret, { path: '/api/sessions' });
      return status === 200 ? 'in' : (body as { error: { message: string } }).error.message;
    };
    const all = [short, deleted, disabled, orphan];
    expect(await Promise.all(all.map(outcome))).toEqual(['in', 'in', 'in', 'in']);

    clock.advance(DAY_MS);
    await bob.ask({ method: 'DELETE', path: `/api/me/tokens/${deleted.token.tokenId}` });
    const gone = 'This API token is not valid, has expired or was deleted.';
    expect(await Promise.all(all.map(outcome))).toEqual([gone, gone, 'in', 'in']);

    await hub.ask({ method: 'PATCH', path: bob.path, body: { disabled: true } });
    await hub.ask({ method: 'DELETE', path: eve.path });
    expect(await Promise.all(all.map(outcome))).toEqual([gone, gone, gone, gone]);
    await hub.ask({ method: 'PATCH', path: bob.path, body: { disabled: false } });
    expect(await outcome(disabled)).toBe(gone);
  });

  it('[B9] of somebody else cannot be deleted', async () => {
    await using hub = await TestHub.start();
    await hub.setUp();
    const [bob, eve] = [await hub.join('operator', 'bob'), await hub.join('operator', 'eve')];
    const { token, secret } = await bob.token('viewer');
    const path = `/api/me/tokens/${token.tokenId}`;
    expect((await eve.ask({ method: 'DELETE', path })).status).toBe(404);
    expect((await askWith(hub, secret, { path: '/api/me' })).status).toBe(200);
  });

  it('counts alone: with a good cookie beside it, a bad token is refused and a good one decides', async () => {
    await using hub = await TestHub.start();
    await hub.setUp();
    const viewer = await hub.join('viewer');
    const { secret } = await viewer.token('viewer');
    const headers = { cookie: hub.cookie };
    expect((await askWith(hub, secret, { path: '/api/me', headers })).body).toMatchObject({
      user: { name: 'viewer' },
    });
    expect(codeOf(await askWith(hub, 'nonsense', { path: '/api/me', headers }))).toBe('unauthenticated');
  });

  it.each(['https://evil.example', 'null'])(
    '[B2] does not help a page of the origin %s, whatever it asks',
    async (origin) => {
      await using hub = await TestHub.start();
      await hub.setUp();
      const { secret } = await (await hub.join('admin', 'boss')).token('admin');
      for (const method of ['GET', 'POST', 'DELETE']) {
        const answered = await askWith(hub, secret, { method, path: '/api/me', headers: { origin } });
        expect([answered.status, codeOf(answered)]).toEqual([403, 'bad_origin']);
      }
    },
  );

  it('[B2] is not what a password of a proxy is: that needs an Origin as ever', async () => {
    await using hub = await TestHub.start();
    await hub.setUp();
    const headers = { origin: null, authorization: 'Basic YTpi' };
    expect(codeOf(await hub.ask({ method: 'POST', path: '/api/logout', headers }))).toBe('bad_origin');
    expect((await hub.ask({ path: '/api/me', headers })).status).toBe(200);
  });
});
