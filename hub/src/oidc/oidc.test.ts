import { describe, expect, it } from 'vitest';
import type { OidcConfig } from '../config/oidc.ts';
import { TestBrowser } from '../testing/test-browser.ts';
import { TestHub } from '../testing/test-hub.ts';
import { type TestClaims, TestProvider } from '../testing/test-provider.ts';

const BOB: TestClaims = {
  sub: 'b-1',
  preferred_username: 'Bob.Müller',
  email: 'Bob@Example.org',
  email_verified: true,
};

/** A hub that is set up, with a provider at which Bob is. */
async function withProvider(change: Partial<OidcConfig> = {}) {
  const provider = await TestProvider.start();
  provider.person = BOB;
  const hub = await TestHub.start({ oidc: provider.config(change) });
  provider.serve(hub.url);
  await hub.setUp();
  const stack = new AsyncDisposableStack();
  stack.use(provider);
  stack.use(hub);
  return { hub, provider, browser: new TestBrowser(), stack };
}

const LOGIN = '/api/oidc/login';
const CALLBACK = '/api/oidc/callback';

/** Logs in and tells on which page of the hub that ends. */
async function logIn(hub: TestHub, browser: TestBrowser, path = LOGIN): Promise<string> {
  const { url } = await browser.open(hub.url + path);
  expect(url.origin).toBe(hub.url);
  return url.pathname + url.search + url.hash;
}

/** Who the browser is to the hub. */
async function whoIs(hub: TestHub, browser: TestBrowser) {
  const cookie = browser.cookiesFor(new URL(hub.url));
  return (await hub.ask({ path: '/api/me', headers: { cookie } })).body;
}

describe('a login at the identity provider', () => {
  it('makes an account under a name by our rules, and opens the page that was wanted', async () => {
    const { hub, browser, stack } = await withProvider();
    await using _ = stack;
    expect((await hub.ask({ path: '/api/login-options' })).body).toEqual({ oidc: { name: 'Example' } });
    expect(await logIn(hub, browser, `${LOGIN}?returnTo=/terminal/7`)).toBe('/terminal/7');
    const user = { name: 'bob.muller', role: 'viewer' };
    expect(await whoIs(hub, browser)).toMatchObject({ user, loginMethod: 'oidc' });
    const { body } = await hub.ask({ path: '/api/people' });
    const bob = { ...user, email: 'bob@example.org', loginMethod: 'oidc', disabled: false };
    expect(body).toMatchObject({ people: [{ name: 'ada' }, bob] });
  });

  it('finds the account again, whatever the person is called now', async () => {
    const { hub, provider, browser, stack } = await withProvider();
    await using _ = stack;
    await logIn(hub, browser);
    const before = await whoIs(hub, browser);
    provider.person = { ...BOB, preferred_username: 'robert', email: 'robert@example.org' };
    await logIn(hub, browser);
    expect(await whoIs(hub, browser)).toEqual(before);
  });

  it('never leads to an account that was made here, whatever name or address it tells', async () => {
    const { hub, provider, browser, stack } = await withProvider();
    await using _ = stack;
    provider.person = { ...BOB, preferred_username: 'ada' };
    await logIn(hub, browser);
    expect(await whoIs(hub, browser)).toMatchObject({ user: { name: 'ada2', role: 'viewer' } });
  });

  it('gives the highest role of the groups, anew at each login', async () => {
    const roles = new Map([
      ['staff', 'operator'],
      ['leads', 'admin'],
    ] as const);
    const { hub, provider, browser, stack } = await withProvider({ roles });
    await using _ = stack;
    const roleWith = async (groups: string[]) => {
      provider.person = { ...BOB, groups };
      await logIn(hub, browser);
      return (await whoIs(hub, browser)) as { user: { userId: string; role: string } };
    };
    expect((await roleWith(['staff', 'leads'])).user.role).toBe('admin');
    expect((await roleWith(['staff'])).user.role).toBe('operator');
    const { user } = await roleWith([]);
    expect(user.role).toBe('viewer');
    const path = `/api/people/${user.userId}`;
    const edited = await hub.ask({ method: 'PATCH', path, body: { role: 'admin' } });
    expect(edited).toMatchObject({ status: 403, body: { error: { code: 'forbidden' } } });
  });

  it('leaves roles to the admins when the provider does not decide about them', async () => {
    const { hub, browser, stack } = await withProvider();
    await using _ = stack;
    await logIn(hub, browser);
    const { user } = (await whoIs(hub, browser)) as { user: { userId: string } };
    await hub.ask({ method: 'PATCH', path: `/api/people/${user.userId}`, body: { role: 'operator' } });
    await logIn(hub, browser);
    expect(await whoIs(hub, browser)).toMatchObject({ user: { role: 'operator' } });
  });

  it('lets in by group, also without an address', async () => {
    const allowed = { emails: new Set<string>(), domains: new Set<string>(), groups: new Set(['staff']) };
    const { hub, provider, browser, stack } = await withProvider({ allowed });
    await using _ = stack;
    expect(await logIn(hub, browser)).toBe('/login?problem=oidc_not_allowed');
    provider.person = { sub: 'b-1', groups: ['staff'] };
    expect(await logIn(hub, browser)).toBe('/');
  });

  it('ends after a week, however much it is used', async () => {
    let offset = 0;
    const provider = await TestProvider.start();
    await using _ = provider;
    provider.person = BOB;
    await using hub = await TestHub.start({ oidc: provider.config(), clock: () => Date.now() + offset });
    provider.serve(hub.url);
    await hub.setUp();
    const browser = new TestBrowser();
    await logIn(hub, browser);
    offset = 6 * 24 * 60 * 60_000;
    expect(await whoIs(hub, browser)).toMatchObject({ loginMethod: 'oidc' });
    offset += 24 * 60 * 60_000;
    expect(await whoIs(hub, browser)).toMatchObject({ error: { code: 'unauthenticated' } });
  });
});

describe('[B24] a login at the identity provider', () => {
  const FAILED = '/login?problem=oidc_failed';

  it.each([
    ['without state', (url: URL) => url.searchParams.delete('state')],
    ['with another state', (url: URL) => url.searchParams.set('state', 'x'.repeat(43))],
    ['with another code', (url: URL) => url.searchParams.set('code', 'x'.repeat(43))],
    ['of another issuer', (url: URL) => url.searchParams.set('iss', 'https://evil.example')],
  ])('comes to nothing %s', async (_what, change) => {
    const { hub, browser, stack } = await withProvider();
    await using _ = stack;
    const { url } = await browser.open(hub.url + LOGIN, hub.url + CALLBACK);
    change(url);
    expect(await logIn(hub, browser, url.pathname + url.search)).toBe(FAILED);
    expect(await whoIs(hub, browser)).toMatchObject({ error: { code: 'unauthenticated' } });
  });

  it('comes to nothing in the browser of somebody else', async () => {
    const { hub, browser, stack } = await withProvider();
    await using _ = stack;
    const { url } = await browser.open(hub.url + LOGIN, hub.url + CALLBACK);
    const other = new TestBrowser();
    expect(await logIn(hub, other, url.pathname + url.search)).toBe(FAILED);
    await other.open(hub.url + LOGIN, hub.url + CALLBACK);
    expect(await logIn(hub, other, url.pathname + url.search)).toBe(FAILED);
  });

  it('that nobody has begun fills the audit log with a few lines only', async () => {
    const { hub, stack } = await withProvider();
    await using _ = stack;
    const asked = await Promise.all(Array.from({ length: 200 }, () => hub.ask({ path: CALLBACK })));
    const refused = asked.filter(({ status }) => status === 429);
    const { body } = await hub.ask({ path: '/api/audit?action=login_failed&limit=200' });
    expect(refused.length).toBeGreaterThan(0);
    expect(body).toMatchObject({ lines: { length: asked.length - refused.length } });
  });

  it('works once', async () => {
    const { hub, browser, stack } = await withProvider();
    await using _ = stack;
    const { url } = await browser.open(hub.url + LOGIN, hub.url + CALLBACK);
    const callback = url.pathname + url.search;
    expect(await logIn(hub, browser, callback)).toBe('/');
    expect(await logIn(hub, browser, callback)).toBe(FAILED);
  });

  it('is refused without an address that is verified, or with one on no list', async () => {
    const { hub, provider, browser, stack } = await withProvider();
    await using _ = stack;
    const persons: TestClaims[] = [
      { ...BOB, email_verified: false },
      { sub: 'b-1', email: 'bob@example.org' },
      { ...BOB, email: 'bob@evil.example' },
      { ...BOB, email: 'bob@example.org.evil.example' },
      { ...BOB, email: 'example.org' + '@evil.example' },
    ];
    for (const person of persons) {
      provider.person = person;
      expect(await logIn(hub, browser)).toBe('/login?problem=oidc_not_allowed');
    }
    expect((await hub.ask({ path: '/api/people' })).body).toMatchObject({ people: [{ name: 'ada' }] });
    const { body } = await hub.ask({ path: '/api/audit?action=login_failed' });
    expect(body).toMatchObject({
      lines: expect.arrayContaining([
        expect.objectContaining({ detail: expect.objectContaining({ email: 'bob@evil.example' }) }),
      ]),
    });
  });

  it.each([
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'evil',
    '',
    '/a\nb',
    '/\t/evil.example',
  ])('does not lead on to %j', async (returnTo) => {
    const { hub, stack } = await withProvider();
    await using _ = stack;
    const answered = await hub.ask({ path: `${LOGIN}?returnTo=${encodeURIComponent(returnTo)}` });
    expect(answered).toMatchObject({ status: 422, body: { error: { code: 'invalid_query' } } });
    expect(answered.headers.location).toBeUndefined();
  });

  it('is refused to a person who is disabled here', async () => {
    const { hub, browser, stack } = await withProvider();
    await using _ = stack;
    await logIn(hub, browser);
    const { user } = (await whoIs(hub, browser)) as { user: { userId: string } };
    await hub.ask({ method: 'PATCH', path: `/api/people/${user.userId}`, body: { disabled: true } });
    expect(await whoIs(hub, browser)).toMatchObject({ error: { code: 'unauthenticated' } });
    expect(await logIn(hub, browser)).toBe('/login?problem=oidc_disabled');
  });

  it('tells that the provider said no, or cannot be reached', async () => {
    const { hub, provider, browser, stack } = await withProvider();
    await using _ = stack;
    provider.person = null;
    expect(await logIn(hub, browser)).toBe('/login?problem=oidc_denied');
    await provider[Symbol.asyncDispose]();
    await hub.restart();
    expect(await logIn(hub, browser)).toBe('/login?problem=oidc_unavailable');
  });

  it('waits until the first account is made by the set-up link', async () => {
    const provider = await TestProvider.start();
    await using _ = provider;
    provider.person = BOB;
    await using hub = await TestHub.start({ oidc: provider.config() });
    provider.serve(hub.url);
    expect(await logIn(hub, new TestBrowser())).toBe('/login?problem=oidc_not_set_up');
    await hub.setUp();
    expect((await hub.ask({ path: '/api/me' })).body).toMatchObject({ user: { role: 'admin' } });
  });

  it('is led to the name that the provider knows when it begins under another', async () => {
    const { hub, stack } = await withProvider();
    await using _ = stack;
    const headers = { host: `localhost:${hub.port}` };
    const answered = await hub.ask({ path: `${LOGIN}?returnTo=/hosts`, headers });
    expect(answered.headers.location).toBe(`${hub.url}${LOGIN}?returnTo=%2Fhosts`);
  });
});
